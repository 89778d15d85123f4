/** What the API server sees in a scalar. */
export type ScalarValue = string | number | boolean | null;

const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);

/** What plain scalars may begin with that are no strings: a look that saves most of the others. */
const MAY_BEGIN_TYPED = Uint8Array.from({ length: 128 }, (_, code) =>
  '0123456789+-.~yYnNtTfFoO'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Whether a plain scalar that begins so is certainly a string. */
export function beginsString(code: number): boolean {
  return MAY_BEGIN_TYPED[code] !== 1;
}

/**
 * Types the text of a plain scalar as Kubernetes does: go-yaml's mixture of YAML 1.1 and 1.2, not what
 * YAML 1.2 says (semantics 10.1, recorded in 301 to 305).
 */
export function typePlain(text: string): ScalarValue {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (beginsString(first)) return text;
  const mayBeNumber = first <= 0x39; // a digit, a sign or a point
  if (mayBeNumber) {
    const digits = readDigits(text);
    if (digits >= 0) return digits;
    const number = typeNumber(text);
    return number === undefined ? text : number + 0; // minus zero is zero
  }
  if (text.length <= 5) {
    if (TRUE.has(text)) return true;
    if (FALSE.has(text)) return false;
    if (NULL.has(text)) return null;
  }
  return text;
}

/** A short number without sign, point or leading zero, as most are; -1 for all others. */
function readDigits(text: string): number {
  if (text.length > 9 || (text.length > 1 && text.startsWith('0'))) return -1;
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** go-yaml v2 `resolve`: underscores drop out, `0777` is octal, `08` is decimal, no base 60. */
function typeNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  let match: RegExpExecArray | null;
  if ((match = /^0[xX]([0-9a-fA-F]+)$/.exec(digits))) return sign * parseInt(match[1] ?? '', 16);
  if ((match = /^0[bB]([01]+)$/.exec(digits))) return sign * parseInt(match[1] ?? '', 2);
  if ((match = /^0[oO]?([0-7]+)$/.exec(digits))) return sign * parseInt(match[1] ?? '', 8);
  if (FLOAT.test(plain)) {
    const value = Number(plain);
    return Number.isFinite(value) ? value : undefined;
  }
  return undefined;
}
