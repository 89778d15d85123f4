import { groupBy, refusalsOf, type Refusal } from '../admission/index.ts';
import type { Graph } from '../graph/index.ts';
import type { Resource } from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import { replaceValue } from './replacement.ts';
import {
  defineRule,
  type Edit,
  type Fix,
  type Report,
  type ReportDetails,
  type Rule,
  type RuleMeta,
} from './rule.ts';

const MESSAGES = { refused: (data: { text: string }): string => data.text };

export interface RefusalRuleDefinition extends Omit<RuleMeta, 'category' | 'assumes'> {
  /** Which refusals are this rule's to say. */
  readonly covers: (refusal: Refusal, resource: Resource, graph: Graph) => boolean;
}

/** A rule that says what the API server would say of single objects. */
export function defineRefusalRule({ covers, ...meta }: RefusalRuleDefinition): Rule {
  return defineConflictRule({
    ...meta,
    find: (graph) =>
      refusedIn(graph)
        .filter(({ refusal, resource }) => covers(refusal, resource, graph))
        .map(({ refusal }) => refusal),
  });
}

interface Refused {
  readonly resource: Resource;
  readonly refusal: Refusal;
}

const known = new WeakMap<Graph, readonly Refused[]>();

/** All that the server would say of single objects: many rules ask, and there is seldom anything. */
function refusedIn(graph: Graph): readonly Refused[] {
  let refused = known.get(graph);
  if (refused === undefined) {
    const found: Refused[] = [];
    for (const resource of graph.resources) {
      const refusals = joinRepeated(refusalsOf(resource));
      // What was read from a cluster, that cluster took: another release may know other fields.
      const isExported = refusals.some(({ code }) => code === 'exported');
      for (const refusal of refusals) {
        if (!isExported || refusal.code === 'exported') found.push({ resource, refusal });
      }
    }
    known.set(graph, (refused = found));
  }
  return refused;
}

/** One slip that was copied within an object is one report. */
function joinRepeated(refusals: readonly Refusal[]): readonly Refusal[] {
  if (refusals.length < 2) return refusals;
  const places = groupBy(refusals, ({ message }) => message);
  if (places.size === refusals.length) return refusals;
  return [...places.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    const more = others.length === 1 ? 'once more' : `${others.length} times more`;
    const message = `${first.message} (${more} in this object)`;
    return { ...first, message, again: others.map(({ at }) => at) };
  });
}

export interface ConflictRuleDefinition extends Omit<RuleMeta, 'category' | 'assumes'> {
  readonly find: (graph: Graph) => readonly Refusal[];
}

/** A rule that says what the API server would say when objects meet. */
export function defineConflictRule({ find, ...meta }: ConflictRuleDefinition): Rule {
  return defineRule({
    ...meta,
    category: 'validity',
    assumes: 'nothing',
    messages: MESSAGES,
    check(graph, report: Report<typeof MESSAGES>) {
      for (const refusal of find(graph)) {
        report(refusal.at, 'refused', { text: refusal.message }, detailsOf(refusal));
      }
    },
  });
}

function detailsOf({ at, suggestion, other, again = [] }: Refusal): ReportDetails {
  const fix = suggestion === undefined ? undefined : changeTo([at, ...again], suggestion);
  const related = again.map((place) => ({ message: 'here too', at: place }));
  return {
    related: other === undefined ? related : [other, ...related],
    ...(fix === undefined ? {} : { fix }),
  };
}

function changeTo(
  places: readonly Located<unknown>[],
  suggestion: string | number,
): Fix | undefined {
  const edits = places.flatMap((at) => editOf(at, suggestion) ?? []);
  const [first] = edits;
  if (first === undefined || edits.length < places.length) return undefined;
  return { title: `Change ${first.at.text} to ${first.text}`, safe: false, edits };
}

function editOf(at: Located<unknown>, suggestion: string | number): Edit | undefined {
  const { value } = at;
  // A number in quotes: they go.
  if (typeof suggestion === 'number' && typeof value === 'string') {
    return at.text.slice(1, -1) === value ? { at, text: String(suggestion) } : undefined;
  }
  // What is no string gets quotes.
  if (typeof suggestion === 'string' && typeof value !== 'string') {
    return at.text === suggestion ? { at, text: `"${suggestion}"` } : undefined;
  }
  return typeof value === 'string' ? replaceValue(at.with(value), suggestion) : undefined;
}

/** Kinds of objects by what a user would speak of. */
export function isFieldRefusal(
  { code }: Refusal,
  { group, kind }: Resource,
  kinds: readonly string[],
): boolean {
  return code === 'field-invalid' && (kinds.includes(`${group}/${kind}`) || kinds.includes(group));
}
