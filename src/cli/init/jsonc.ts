const STRING = String.raw`"(?:[^"\\\n]|\\.)*"`;
const COMMENT = new RegExp(String.raw`${STRING}|//[^\r\n]*|/\*[^]*?\*/`, 'g');
const TRAILING_COMMA = new RegExp(String.raw`${STRING}|,(?=\s*[\]}])`, 'g');
const STRUCTURE = new RegExp(String.raw`${STRING}|[[\]{}]`, 'g');

/** The object that a text holds, JSON with comments and trailing commas, as VS Code writes it. */
export function parseJsonc(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(plainJson(text));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text with one more element at the end of the array under `key`, and otherwise as it is, comments
 * and all. Undefined where that cannot be done.
 */
export function appendElement(text: string, key: string, element: unknown): string | undefined {
  const before = parseJsonc(text);
  const list = before?.[key];
  const end = Array.isArray(list) ? endOfArray(plainJson(text), key) : undefined;
  if (end === undefined) return undefined;
  const after = insertElement(text, end, element);
  const wanted = { ...before, [key]: [...(list as unknown[]), element] };
  return JSON.stringify(parseJsonc(after)) === JSON.stringify(wanted) ? after : undefined;
}

/** The same text with what JSON does not know made blank: all else lies where it lay. */
function plainJson(text: string): string {
  return withoutComments(text).replace(TRAILING_COMMA, (it) => (it === ',' ? ' ' : it));
}

function withoutComments(text: string): string {
  return text.replace(COMMENT, (it) => (it.startsWith('/') ? it.replace(/[^\r\n]/g, ' ') : it));
}

/** The offset of the `]` of the array under a key of the outermost object. */
function endOfArray(json: string, key: string): number | undefined {
  let depth = 0;
  let current: unknown;
  for (const { 0: token, index } of json.matchAll(STRUCTURE)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && /^\s*:/.test(json.slice(index + token.length))) {
      current = JSON.parse(token);
    }
    if (token === ']' && depth === 1 && current === key) return index;
  }
  return undefined;
}

function insertElement(text: string, end: number, element: unknown): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const [, indent = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  const lines = JSON.stringify(element, undefined, indent)
    .split('\n')
    .map((line) => `${newline}${indent}${indent}${line}`);
  const inside = withoutComments(text).slice(0, end).trimEnd();
  const comma = /[[,]$/.test(inside) ? '' : ',';
  // A bracket on a line of its own stays there, and so do comments above it.
  const [ownLine] = /\r?\n[ \t]*$/.exec(text.slice(0, end)) ?? [];
  const rest = text.slice(inside.length, end - (ownLine?.length ?? 0));
  return [
    text.slice(0, inside.length),
    comma,
    rest,
    ...lines,
    ownLine ?? `${newline}${indent}`,
    text.slice(end),
  ].join('');
}
