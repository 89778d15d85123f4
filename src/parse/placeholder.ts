/**
 * Text that something else fills in before the cluster sees it: `${PORT}`, `$(HOST)`, `{{ .Values.x }}`,
 * `<service-name>`, `ENC[…]`, `@@host@@`, `__NAME__`, `REPLACE_ME` (S-1035). Such a value is unknown.
 */
const PLACEHOLDER =
  /\$\{[^}]*\}|\$\([^)]*\)|\{\{|\{%|<[^<>\s][^<>]*>|ENC\[|@@\w+@@|__\w+__|%\w+%|\bREPLACE_?ME\b|\bCHANGE_?ME\b|^\$[A-Za-z_]\w*$/i;

/** Signs and capitals without which nothing is a placeholder: most texts have none. */
const IS_SIGN = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Z$<{[@%_]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Whether a text has anything at all that placeholders are known by. */
export function mayBePlaceholder(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (IS_SIGN[text.charCodeAt(at)] === 1) return true;
  return text.includes('eme'); // replaceme, changeme
}

export function isPlaceholder(text: string): boolean {
  return mayBePlaceholder(text) && PLACEHOLDER.test(text);
}
