/**
 * Whether some host name fits both, as the Gateway API compares a listener's and a route's (S-625):
 * `*.shop.example` stands for any host below `shop.example`, however many labels deep.
 */
export function hostsOverlap(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  if (first === second) return true;
  const [firstTail, secondTail] = [wildcardTail(first), wildcardTail(second)];
  if (firstTail !== undefined && second.endsWith(firstTail)) return true;
  return secondTail !== undefined && first.endsWith(secondTail);
}

/** `.shop.example` of `*.shop.example`. */
function wildcardTail(pattern: string): string | undefined {
  return pattern.startsWith('*.') ? pattern.slice(1) : undefined;
}
