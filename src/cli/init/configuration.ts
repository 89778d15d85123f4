import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { configsIn } from '../../config/find.ts';
import { CONFIG_TEMPLATE } from '../../config/template.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { explainWriteError, writeWholeFile } from '../output-file.ts';

const FILE = '.k8s-svc-lint.yaml';
/** Where an editor finds the schema, in a project that depends on us. */
const SCHEMA = 'node_modules/k8s-svc-lint/dist/schema/config.schema.json';

/** Writes a configuration into the current directory, where there is none. */
export async function writeConfiguration({ cwd, stdout, stderr }: CommandIo): Promise<number> {
  const [present] = configsIn(cwd);
  if (present !== undefined) {
    const name = relative(cwd, present.path);
    stderr.write(`k8s-svc-lint: ${name} is there already, and stays as it is\n`);
    return EXIT.failed;
  }
  const hint = existsSync(join(cwd, SCHEMA)) ? `# yaml-language-server: $schema=${SCHEMA}\n` : '';
  try {
    await writeWholeFile(join(cwd, FILE), [hint + CONFIG_TEMPLATE]);
  } catch (error) {
    stderr.write(`k8s-svc-lint: ${FILE}: ${explainWriteError(error)}\n`);
    return EXIT.failed;
  }
  stdout.write(`${FILE} is written; k8s-svc-lint print-config shows what counts\n`);
  return EXIT.clean;
}
