// npm run new-rule -- <id>: a new folder of rules/, from _template.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const directory = import.meta.dirname;
const [id, ...more] = process.argv.slice(2);

/** Why `id` is no name for a new rule; undefined when it is one. */
function objection() {
  if (id === undefined || more.length > 0) {
    return 'usage: npm run new-rule -- <id>, such as service-target-port-unresolved';
  }
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id)) {
    return `"${id}" is no rule id: lower-case words with hyphens, the subject first, then what is wrong with it`;
  }
  return existsSync(path.join(directory, id)) ? `rules/${id} exists already` : undefined;
}

const reason = objection();
if (reason !== undefined) {
  console.error(reason);
  process.exitCode = 2;
} else {
  const target = path.join(directory, id);
  cpSync(path.join(directory, '_template'), target, { recursive: true });
  for (const name of ['rule.ts', 'README.md']) {
    const file = path.join(target, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('rule-id', id));
  }
  console.log(`rules/${id} is there, and finds Services without ports. Now:

  1. rules/${id}/examples/bad.yaml    the smallest manifest with the defect, without carets
     rules/${id}/examples/good.yaml   the same, right
  2. rules/${id}/rule.ts              what to ask the graph, what to say
  3. rules/${id}/README.md            why it matters, how to fix it, when it is wrong
  4. npm run vitest -- run test/rules.test.ts test/generated.test.ts -u
     and read git diff: carets, registry and tables have been written
  5. npm test, npx changeset

CONTRIBUTING.md tells each step at length.`);
}
