/** Colours by what they stand for. */
const CODES = {
  error: [31, 39],
  warning: [33, 39],
  info: [36, 39],
  bold: [1, 22],
  dim: [2, 22],
} as const;

export type Paint = (style: keyof typeof CODES, text: string) => string;

export function painter(isColored: boolean): Paint {
  if (!isColored) return (_, text) => text;
  return (style, text) => {
    const [on, off] = CODES[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
