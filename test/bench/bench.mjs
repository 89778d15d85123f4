// What the whole command costs: `npm run bench`. README.md says what is measured and how.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inputs } from './inputs.mjs';

const HELP = `npm run bench -- [options]
  --inputs 1,100,1000   only these inputs: ${inputs.map(({ key }) => key).join(', ')}
  --seconds 10          how long a pair of programs is measured on an input
  --write               tables and plot go into test/bench/README.md
  --against REF         compares with another commit; exit code 1 when we became 20 % slower
  --node PATH,PATH      compares these versions of Node instead of other programs`;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    write: { type: 'boolean', default: false },
    against: { type: 'string' },
    node: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function selectInputs() {
  if (values.inputs === undefined) return undefined;
  return values.inputs.split(',').map((key) => {
    const input = inputs.find((it) => it.key === key);
    if (input === undefined) throw new Error(`no input ${key}: there is ${HELP}`);
    return input;
  });
}

async function main() {
  const scratch = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-bench-'));
  const options = {
    inputs: selectInputs(),
    seconds: Number(values.seconds),
    isWritten: values.write,
    scratch,
  };
  try {
    if (values.against !== undefined) {
      const { compareCommits } = await import('./commits.mjs');
      return compareCommits(values.against, options) ? 0 : 1;
    }
    if (values.node !== undefined) {
      const { compareNodes } = await import('./nodes.mjs');
      await compareNodes(values.node.split(','), options);
      return 0;
    }
    const { comparePrograms } = await import('./comparison.mjs');
    await comparePrograms(options);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (values.help) console.log(HELP);
else process.exitCode = await main();
