import type { Category, Severity } from '../rule/index.ts';
import type { SourceRange } from '../source/range.ts';

/** The object a finding speaks of. */
export interface FindingResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null where it is not stated, and for kinds without a namespace. */
  readonly namespace: string | null;
  readonly name: string;
}

export interface RelatedPlace {
  readonly message: string;
  readonly file: string;
  readonly range: SourceRange;
  readonly resource: FindingResource | null;
}

export interface FindingEdit {
  readonly file: string;
  readonly range: SourceRange;
  readonly text: string;
}

export interface FindingFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly FindingEdit[];
}

/** One defect at one place: the form that every output format starts from. Stable. */
export interface Finding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the current directory with `/`; `<stdin>` for standard input. */
  readonly file: string;
  /** Which YAML document of the file, from 0. */
  readonly document: number;
  readonly range: SourceRange;
  /** Field path as Kubernetes writes it; begins with `items[n].` inside a List. */
  readonly path: string;
  readonly resource: FindingResource | null;
  readonly related: readonly RelatedPlace[];
  readonly fix?: FindingFix;
  readonly url: string;
}

/** What set a finding aside. `since`: it was there at the commit that the run is compared with. */
export type Silencer = 'comment' | 'annotation' | 'config' | 'baseline' | 'since';

/** A finding that is not reported, and why. */
export interface SilencedFinding {
  readonly finding: Finding;
  readonly by: Silencer;
  /** As whoever silenced it wrote it; undefined where nothing is said. */
  readonly reason: string | undefined;
  /** Where it is said; undefined where that is no place in a manifest or in the configuration. */
  readonly at: { readonly file: string; readonly range: SourceRange } | undefined;
}

/** The rule under which the engine reports that another one failed. */
export const RULE_CRASHED = 'rule-crashed';

/** Where a rule is described. The only place that knows the address. */
export function ruleUrl(ruleId: string): string {
  return `https://github.com/k8s-svc-lint/k8s-svc-lint/blob/main/rules/${ruleId}/README.md`;
}
