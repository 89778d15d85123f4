import type { Graph } from '../graph/index.ts';
import type { Resource } from '../model/index.ts';
import type { Located } from '../parse/index.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** error: wrong in any cluster; warning: wrong unless something out of view helps; info: depends. */
export type Severity = (typeof SEVERITIES)[number];

export const CATEGORIES = [
  'syntax',
  'validity',
  'selection',
  'ports',
  'dns',
  'routing',
  'policy',
  'exposure',
  'internal',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** A run option under which the evidence of a rule weighs more. */
export type RaisingOption = 'world-closed' | 'kubernetes-version';

/** `k8s-svc-lint:mesh` and `k8s-svc-lint:private-nodes`. */
export type Preset = 'mesh' | 'private-nodes';

export interface RuleMeta {
  /** Kebab case, subject first, equal to the folder name: `service-target-port-unresolved`. */
  readonly id: string;
  /** One sentence that states the defect, without a final full stop. */
  readonly title: string;
  readonly category: Category;
  /** One rule, one severity: where the evidence differs, write two rules. */
  readonly severity: Severity;
  /** The severity under a stated run option, where that option supplies what the rule assumes. */
  readonly raised?: { readonly by: RaisingOption; readonly to: Severity };
  /**
   * What must hold for a report to be right. `whole-namespace`: all that is in the namespace is in
   * view; such a rule never defaults to error.
   */
  readonly assumes: 'nothing' | 'whole-namespace';
  /** Named sets of rules, for a configuration to extend, in which it is a warning at least. */
  readonly presets?: readonly Preset[];
  /** The engine itself reports it: `check` does nothing, and no manifest can be its example. */
  readonly reportedBy?: 'engine';
  /** Upstream pages, or statements of the semantics sheet, that make this a defect. */
  readonly references: readonly [string, ...string[]];
  /** Where the rule is described, for one that is none of ours. */
  readonly url?: string;
}

/** Message texts by id, each a function of its data: a misspelt datum does not compile. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `never` would make every call fail
export type Messages = Readonly<Record<string, (data: any) => string>>;

/** Another place that has to do with a finding: the other end of the link. */
export interface Related {
  readonly message: string;
  readonly at: Located<unknown>;
}

export interface Edit {
  /** The text to replace. */
  readonly at: Located<unknown>;
  readonly text: string;
}

export interface Fix {
  /** What it does, as a button would say it: `Change "wbe" to "web"`. */
  readonly title: string;
  /** Safe fixes keep what the manifest means; only those may be applied without asking. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface ReportDetails {
  readonly related?: readonly Related[];
  readonly fix?: Fix | undefined;
}

/** Says one thing about one place: `report(port.targetPort, 'unknownName', { … })`. */
export type Report<M extends Messages> = <Id extends keyof M & string>(
  at: Located<unknown>,
  message: Id,
  data: Parameters<M[Id]>[0],
  details?: ReportDetails,
) => void;

export interface RuleDefinition<M extends Messages> extends RuleMeta {
  readonly messages: M;
  readonly check: (graph: Graph, report: Report<M>) => void;
}

/** What a rule said, before the engine gives it a severity and a place in the output. */
export interface RuleReport extends ReportDetails {
  readonly at: Located<unknown>;
  readonly messageId: string;
  readonly message: string;
}

/** A rule as the engine runs it: message types are gone, texts are rendered. */
export interface Rule extends RuleMeta {
  readonly messageIds: readonly string[];
  run(graph: Graph, report: (report: RuleReport) => void): void;
}

/**
 * Makes a rule of its declaration. `check` asks the graph and reports; a rule that throws becomes a
 * finding of `rule-crashed`, and the others go on. `k8s-svc-lint/testing` holds it against examples.
 *
 * @example
 * ```ts
 * import { defineRule, lint } from 'k8s-svc-lint';
 *
 * const rule = defineRule({
 *   id: 'service-owner-missing',
 *   title: 'Service does not say which team owns it',
 *   category: 'validity',
 *   severity: 'warning',
 *   assumes: 'nothing',
 *   references: ['https://wiki.example/owners'],
 *   messages: {
 *     missing: ({ service }: { service: string }) => `Service ${service} has no label "team"`,
 *   },
 *   check(graph, report) {
 *     for (const { resource } of graph.services) {
 *       if (resource.labels.has('team')) continue;
 *       report(resource.name, 'missing', { service: resource.name.value });
 *     }
 *   },
 * });
 * const text = 'apiVersion: v1\nkind: Service\nmetadata: { name: cart }\nspec: { ports: [{ port: 80 }] }\n';
 * const { findings } = lint([{ path: 'cart.yaml', text }], { rules: [rule] });
 * console.log(findings[0]?.message); // Service cart has no label "team"
 * ```
 */
export function defineRule<const M extends Messages>(definition: RuleDefinition<M>): Rule {
  const { messages, check, ...meta } = definition;
  return {
    ...meta,
    messageIds: Object.keys(messages),
    run(graph, emit) {
      check(graph, (at, messageId, data, details = {}) => {
        const render = messages[messageId];
        if (render === undefined) throw new Error(`rule ${meta.id} has no message ${messageId}`);
        emit({ at, messageId, message: render(data), ...details });
      });
    },
  };
}

export type { Graph, Located, Resource };
