import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';

/** What libxml2 says against a text, by a schema of ./schema. */
export async function problemsOf(xml: string, schema: 'junit' | 'checkstyle'): Promise<string[]> {
  const file = path.join(import.meta.dirname, 'schema', `${schema}.xsd`);
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [readFileSync(file, 'utf8')],
    maxMemoryPages: 2048,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

const CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The values of an attribute, in order. */
export function attributesOf(xml: string, tag: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${tag} (?:[^>]* )?${name}="([^"]*)"`, 'g'))].map((it) =>
    (it[1] ?? '').replace(/&(\w+);/g, (_, entity: string) => CHARACTERS[entity] ?? '?'),
  );
}
