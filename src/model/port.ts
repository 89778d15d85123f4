/** `8080/TCP`, `"http"`: a port as a sentence shows it. */
export function formatPort(port: number | string): string {
  return typeof port === 'number' ? String(port) : `"${port}"`;
}

/** A number written as a string: `"8080"`. Never a port name: those need a letter (S-204). */
export function isQuotedNumber(port: number | string): boolean {
  return typeof port === 'string' && /^[0-9]+$/.test(port);
}
