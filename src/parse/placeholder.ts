/**
 * Text that something else fills in before the cluster sees it: `${PORT}`, `$(HOST)`, `{{ .Values.x }}`,
 * `<service-name>`, `ENC[…]`, `@@host@@`, `__NAME__`, `REPLACE_ME` (S-1035). Such a value is unknown.
 */
const PLACEHOLDER =
  /\$\{[^}]*\}|\$\([^)]*\)|\{\{|\{%|<[^<>\s][^<>]*>|ENC\[|@@\w+@@|__\w+__|%\w+%|\bREPLACE_?ME\b|\bCHANGE_?ME\b|^\$[A-Za-z_]\w*$/i;

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}
