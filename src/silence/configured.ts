import type { FindingResource } from '../engine/finding.ts';
import { wildcard } from '../model/index.ts';
import type { SourceRange } from '../source/range.ts';
import { ANYWHERE } from './keys.ts';
import type { Suppression } from './suppression.ts';

/** One entry of `suppressions` in a configuration: rules, for some objects, in some files. */
export interface ConfiguredSuppression {
  readonly rules: readonly string[];
  /** `Service shop/cart`, `shop/*`, `cart-*`; any object where there are none. */
  readonly objects: readonly string[];
  /** Whether a file, named as in findings, is meant; every file where it is not given. */
  readonly takesFile?: (file: string) => boolean;
  readonly reason: string | undefined;
  readonly until: string | undefined;
  /** Where it stands. */
  readonly at: { readonly file: string; readonly range: SourceRange };
  /** Whether all that it may speak of is linted: if it is in vain then, it is in vain. */
  readonly isAllInView: boolean;
}

/** The suppressions of a configuration, one a rule. */
export function readConfigured(entries: readonly ConfiguredSuppression[]): Suppression[] {
  return entries.flatMap((entry) => {
    const { rules, objects, takesFile, reason, until, at, isAllInView } = entry;
    const patterns = objects.map(readObjectPattern);
    return rules.map((rule): Suppression => ({
      by: 'config',
      rule,
      reason,
      until,
      at: { ...at, document: 0, resource: null },
      keys: [ANYWHERE],
      reach: 'these files and objects',
      covers: ({ file, resource }) =>
        (takesFile?.(file) ?? true) &&
        (patterns.length === 0 || patterns.some((matches) => matches(resource))),
      mustBeUsed: isAllInView,
    }));
  });
}

type ObjectPattern = (resource: FindingResource | null) => boolean;

/** `[Kind ][namespace/]name`, each with `*` for anything; what is left out is anything. */
function readObjectPattern(pattern: string): ObjectPattern {
  const [, kind = '*', namespace, name = '*'] =
    /^\s*(?:(\S+)\s+)?(?:([^/\s]*)\/)?(\S*)\s*$/.exec(pattern) ?? [];
  const isKind = wildcard(kind);
  const isNamespace = wildcard(namespace ?? '*');
  const isName = wildcard(name);
  return (resource) =>
    resource !== null &&
    isKind(resource.kind) &&
    isNamespace(resource.namespace ?? '') &&
    isName(resource.name);
}
