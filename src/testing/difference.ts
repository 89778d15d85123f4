/** The lines that differ between two texts, for a person: `-` what stands there, `+` what is said. */
export function differenceOf(before: string, after: string): string {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const [inOld, inFresh] = [countLines(old), countLines(fresh)];
  const lines: string[] = [];
  const only = (line: string, counts: Map<string, number>, sign: string): boolean => {
    if ((counts.get(line) ?? 0) > 0) return false;
    lines.push(`${sign} ${line}`);
    return true;
  };
  let at = 0;
  for (const line of old) {
    if (only(line, inFresh, '-')) continue;
    while (at < fresh.length && fresh[at] !== line && only(fresh[at] ?? '', inOld, '+')) at++;
    if (fresh[at] === line) at++;
  }
  for (; at < fresh.length; at++) only(fresh[at] ?? '', inOld, '+');
  return lines.join('\n');
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
