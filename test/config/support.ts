import path from 'node:path';
import { rules } from '../../rules/index.ts';
import { readConfiguration, type Configuration } from '../../src/config/configuration.ts';
import { findConfig } from '../../src/config/find.ts';
import { isConfigProblem } from '../../src/config/problem.ts';
import { folderOf } from '../support/command.ts';

/** The configuration that counts in a folder with these files, seen from `cwd` within. */
export async function configure(
  files: Readonly<Record<string, string>>,
  cwd = '.',
): Promise<Configuration> {
  const folder = path.join(folderOf({ '.git/HEAD': '', ...files }), cwd);
  return readConfiguration(findConfig(folder), { cwd: folder, rules, allowsPlugins: true });
}

/** What is said against a `.k8s-svc-lint.yaml`, line by line. */
export async function complaints(
  text: string,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  try {
    await configure({ '.k8s-svc-lint.yaml': text, ...more });
    return [];
  } catch (error) {
    if (isConfigProblem(error)) return error.lines;
    throw error;
  }
}
