import { kindOf, NodeKind, scalarText, type NodeIndex, type SyntaxTree } from './tree.ts';

/** What the API server sees in a scalar. */
export type ScalarValue = string | number | boolean | null;

const CORE_TAG = 'tag:yaml.org,2002:';

/**
 * The value of a scalar as Kubernetes reads it: go-yaml's mixture of YAML 1.1 and 1.2, not what YAML
 * 1.2 says (semantics 10.1, recorded in 301 to 305). This is the one place that knows.
 */
export function scalarValue(tree: SyntaxTree, node: NodeIndex): ScalarValue {
  const tag = tree.tags.get(node);
  if (tag === `${CORE_TAG}str` || tag === `${CORE_TAG}binary`) return scalarText(tree, node);
  if (kindOf(tree, node) === NodeKind.Empty) return tag === '!' ? '' : null;
  if (kindOf(tree, node) !== NodeKind.Plain && tag === undefined) return scalarText(tree, node);
  return typePlain(scalarText(tree, node));
}

const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);

/** Types the text of a plain scalar. */
export function typePlain(text: string): ScalarValue {
  if (NULL.has(text)) return null;
  const first = text.charCodeAt(0);
  const mayBeNumber =
    (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (mayBeNumber) {
    const number = typeNumber(text);
    return number === undefined ? text : number + 0; // minus zero is zero
  }
  if (text.length <= 5) {
    if (TRUE.has(text)) return true;
    if (FALSE.has(text)) return false;
  }
  return text;
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

/** A mapping key as the JSON that reaches the API server spells it (S-1004). */
export function keyText(tree: SyntaxTree, node: NodeIndex): string {
  if (kindOf(tree, node) !== NodeKind.Plain && !tree.tags.has(node)) return scalarText(tree, node);
  const value = scalarValue(tree, node);
  if (typeof value === 'string') return value;
  return value === null ? 'null' : String(value);
}
