import { oneLine } from './one-line.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an attribute or between tags; what XML 1.0 cannot hold at all is spelt out. */
export function escapeXml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (it) => ENTITIES[it] ?? it);
}

/** `<name key="value"` without its end; what is undefined is left out. */
export function openTag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${key}="${escapeXml(String(value))}"`;
  }
  return tag;
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
