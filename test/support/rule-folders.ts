import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Rule } from '../../src/rule/index.ts';

const directory = path.resolve(import.meta.dirname, '../../rules');

export interface RuleFolder {
  readonly id: string;
  readonly directory: string;
  readonly rule: Rule;
}

/** Every folder of rules/ but the template, whatever is in it. */
export function listRuleFolders(): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((it) => it.isDirectory() && !it.name.startsWith('_'))
    .map((it) => it.name)
    .sort();
}

/** What lies in rules/, whatever the registry says: it may be stale. */
export async function readRuleFolders(): Promise<readonly RuleFolder[]> {
  const ids = listRuleFolders().filter((id) => existsSync(path.join(directory, id, 'rule.ts')));
  return Promise.all(
    ids.map(async (id) => {
      const { default: rule } = (await import(
        new URL(`../../rules/${id}/rule.ts`, import.meta.url).href
      )) as { default: Rule };
      return { id, directory: path.join(directory, id), rule };
    }),
  );
}
