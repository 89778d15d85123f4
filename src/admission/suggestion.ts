/** The legal value that was meant; undefined where none is near enough. */
export function closest(written: string, legal: Iterable<string>): string | undefined {
  const word = plain(written);
  let best: string | undefined;
  let bestDistance = word.length <= 3 ? 1 : word.length <= 8 ? 2 : 3;
  for (const candidate of legal) {
    const other = plain(candidate);
    if (other === word) return candidate;
    if (Math.abs(other.length - word.length) > bestDistance) continue;
    const distance = editDistance(word, other);
    if (distance < bestDistance || (distance === bestDistance && best === undefined)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? onlyPart(word, legal);
}

/** `Prefix` for `PathPrefix`, where no other has it. */
function onlyPart(word: string, legal: Iterable<string>): string | undefined {
  if (word.length < 5) return undefined;
  const [candidate, ...others] = [...legal].filter(
    (it) => plain(it).startsWith(word) || plain(it).endsWith(word),
  );
  return others.length === 0 ? candidate : undefined;
}

/** `; did you mean "TCP"?`, or nothing. */
export function didYouMean(suggestion: string | number | undefined): string {
  return suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Letters to change, add or drop to make the one into the other. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one.charAt(row - 1) === other.charAt(column - 1);
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
