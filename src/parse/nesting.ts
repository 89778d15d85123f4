import type { CST } from 'yaml';

/**
 * Deeper nesting is refused. Real manifests stay below fifty levels; `yaml` and whoever walks a tree
 * recurse once a level, and a stack that overflows in the wrong place ends the process.
 */
export const LEVELS = 200;

/** Where the first collection below the allowed number of levels begins; undefined when none does. */
export function deepNodeStart(tokens: readonly CST.Token[]): number | undefined {
  let found: number | undefined;
  walkTokens(tokens, (token, depth) => {
    if (depth > LEVELS) found = token.offset;
    return found === undefined;
  });
  return found;
}

/**
 * Visits every value of a stream in order, with the number of collections around it; stops when
 * `visit` returns false. It does not recurse: it is there to find what is too deep for that.
 */
export function walkTokens(
  tokens: readonly CST.Token[],
  visit: (token: CST.Token, depth: number) => boolean,
): void {
  const pending = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (!visit(token, depth)) return;
    if (token.type === 'document') {
      if (token.value !== undefined) pending.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (let index = token.items.length - 1; index >= 0; index--) {
        const { key, value } = token.items[index] ?? {};
        if (value) pending.push({ token: value, depth: depth + 1 });
        if (key) pending.push({ token: key, depth: depth + 1 });
      }
    }
  }
}
