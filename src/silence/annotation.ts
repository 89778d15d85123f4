import type { FindingResource } from '../engine/finding.ts';
import type { Label, Resource, Workload } from '../model/index.ts';
import type { Document, Located } from '../parse/index.ts';
import { keyOfObject } from './keys.ts';
import { readWords } from './words.ts';
import type {
  Suppression,
  SuppressionPlace,
  SuppressionProblem,
  Suppressions,
} from './suppression.ts';

const PREFIX = 'k8s-svc-lint/';
export const ANNOTATION = `${PREFIX}disable`;

/**
 * How documents are understood. It is handed over, so that this stage can lie in a file of its own:
 * most runs have nothing to silence.
 */
export interface ObjectReader {
  readonly readResources: (document: Document) => readonly Resource[];
  readonly readWorkload: (resource: Resource) => Workload | undefined;
  /** Whether a kustomization has yet to make of the objects what a cluster gets. */
  readonly isKustomized: boolean;
}

/** Reads what the objects of a document, or the Pods that they make, say about themselves. */
export function readAnnotations(document: Document, reader: ObjectReader): Suppressions {
  const suppressions: Suppression[] = [];
  const problems: SuppressionProblem[] = [];
  for (const resource of reader.readResources(document)) {
    for (const annotation of annotationsOf(resource, reader)) {
      if (annotation.key.value === ANNOTATION) {
        const read = readAnnotation(annotation.value, resource, !reader.isKustomized);
        suppressions.push(...read.suppressions);
        problems.push(...read.problems);
      } else {
        const message = `annotation "${annotation.key.value}" does nothing; write "${ANNOTATION}"`;
        problems.push({ at: placeOf(annotation.key, resource), message });
      }
    }
  }
  return { suppressions, problems };
}

function annotationsOf(resource: Resource, { readWorkload }: ObjectReader): Label[] {
  const template = readWorkload(resource)?.template;
  const all = [...resource.annotations.values(), ...(template?.annotations.values() ?? [])];
  // Those of a Pod are those of its template, too.
  const byPlace = new Map(all.map((it) => [it.key.start, it]));
  return [...byPlace.values()].filter(({ key }) => key.value.startsWith(PREFIX));
}

function readAnnotation(
  value: Located<string>,
  resource: Resource,
  mustBeUsed: boolean,
): Suppressions {
  const suppressions: Suppression[] = [];
  const problems: SuppressionProblem[] = [];
  const { document } = value;
  const first = document.file.positionAt(document.start).line;
  const last = document.file.positionAt(document.end).line;
  for (const { head, reason } of splitEntries(value.value)) {
    const { rules, until, problems: wrong } = readWords(head);
    // Without its last day it would hold for good: rather not at all.
    for (const { text: rule } of wrong.length === 0 ? rules : []) {
      suppressions.push({
        by: 'annotation',
        rule,
        reason,
        until,
        at: placeOf(partNamed(value, rule), resource),
        keys: [keyOfObject(document.file.path, resource.kind, resource.name.value)],
        reach: 'this object',
        covers: (end) =>
          end.file === document.file.path &&
          end.line >= first &&
          end.line <= last &&
          end.resource?.kind === resource.kind &&
          end.resource.name === resource.name.value,
        mustBeUsed,
      });
    }
    for (const { word, message } of wrong) {
      problems.push({ at: placeOf(partNamed(value, word.text), resource), message });
    }
    if (rules.length === 0 && wrong.length === 0) {
      const message = `annotation "${ANNOTATION}" names no rule; write it like "service-selects-no-pod: made by an operator"`;
      problems.push({ at: placeOf(value, resource), message });
    }
  }
  return { suppressions, problems };
}

interface Entry {
  readonly head: string;
  readonly reason: string | undefined;
}

/** Rules with dashes in them, and the word until; anything else goes on with a reason. */
const HEAD = /^\s*[a-z0-9]+(?:-[a-z0-9]+)+(?:[\s,]+(?:[a-z0-9]+(?:-[a-z0-9]+)+|until[=:]\S*))*\s*$/;

/** `rule: reason; other-rule: reason`, where a reason may hold a `;` of its own. */
function splitEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  for (const part of text.split(/[;\n]/)) {
    if (part.trim() === '' && entries.length > 0) continue;
    const colon = /:(?=\s|$)/.exec(part)?.index ?? part.length;
    const head = part.slice(0, colon);
    const last = entries.at(-1);
    if (last?.reason !== undefined && !HEAD.test(head)) {
      entries[entries.length - 1] = { ...last, reason: `${last.reason};${part.trimEnd()}` };
      continue;
    }
    const reason = part.slice(colon + 1).trim();
    entries.push({ head, reason: reason === '' ? undefined : reason });
  }
  return entries;
}

/** The rule's name in the value as it is written; the whole value where it is not found. */
function partNamed(value: Located<string>, name: string): Located<unknown> {
  const at = value.text.indexOf(name);
  return at < 0 ? value : value.part(name, value.start + at, value.start + at + name.length);
}

function placeOf(at: Located<unknown>, resource: Resource): SuppressionPlace {
  return {
    file: at.document.file.path,
    document: at.document.index,
    range: at.range,
    resource: identityOf(resource),
  };
}

function identityOf({ apiVersion, kind, namespace, name }: Resource): FindingResource {
  return { apiVersion, kind, namespace: namespace ?? null, name: name.value };
}
