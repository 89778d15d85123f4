/**
 * Damages texts the same way for the same seed: what was once found is found again.
 * (mulberry32, a generator of random numbers that anybody may use.)
 */
export function* mutations(
  texts: readonly string[],
  seed: number,
  count: number,
): Generator<string> {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[], otherwise: T): T =>
    list[Math.floor(random() * list.length)] ?? otherwise;
  for (let made = 0; made < count; made++) {
    let text = pick(texts, '');
    for (let edits = Math.floor(random() * 4); edits >= 0; edits--) {
      text = random() < 0.8 ? editSpan(text, random, pick) : editLine(text, random, pick);
    }
    yield text;
  }
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Pick = <T>(list: readonly T[], otherwise: T) => T;

/** Puts a spark in, takes a few characters out, or both. */
function editSpan(text: string, random: () => number, pick: Pick): string {
  const start = Math.floor(random() * (text.length + 1));
  const removed = random() < 0.5 ? 0 : 1 + Math.floor(random() * 5);
  const spark = random() < 0.2 ? '' : pick(SPARKS, '');
  return text.slice(0, start) + spark + text.slice(start + removed);
}

/** Indents a line otherwise, drops it or doubles another. */
function editLine(text: string, random: () => number, pick: Pick): string {
  const lines = text.split('\n');
  const index = Math.floor(random() * lines.length);
  const line = lines[index] ?? '';
  const width = Math.floor(random() * 4);
  const edited = pick(
    [[' '.repeat(width) + line], [line.slice(width)], [], [pick(lines, ''), line]],
    [],
  );
  return lines.toSpliced(index, 1, ...edited).join('\n');
}

/** Pieces of YAML that change what the text around them means. */
export const SPARKS: readonly string[] = [
  ...['\n', '\n\n', '\r\n', '\t', ' ', '  ', '   ', '\n  ', '\n    ', '\n\n  \n'],
  ...[': ', ':', '- ', '-', '? ', '#', ' #', ' # c\n', ',', ', ', '%', '@', '`', '~'],
  ...['"', "'", "''", '\\"', '\\', '\\n', '\\\n', '\\x41', '\\u00e9', '\\U0001F6D2'],
  ...['{', '}', '[', ']', '[a, b]', '{a: b}', '{"a":1}', '"a\n b"', "'a\n b'", '"a\nb"'],
  ...['|', '>', '|+\n', '>-\n', '|2\n', '>\n', '|-\n\n  ', 'k: |\n  x\n\n  y\n'],
  ...['k: >\n  a\n  b\n\n   c\n', 'x y\n  z', 'a: b', '\n- ', '\n  - ', '---\n', '...\n'],
  ...['&a ', '*a', '&b\n', '<<: ', '<<: *a\n', '!!str ', '!', '{{', '}}', '{%'],
  ...['\uFEFF', '🛒', 'é', '\x85', '\u2028', '\xa0'],
];
