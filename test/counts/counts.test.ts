// What the linter does is counted, the same on every machine; times are for `npm run bench`.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ParsingTally } from '../../src/cli/lint/parsing-tally.ts';
import { readModel } from '../../src/model/index.ts';
import { parseManifest, type Document } from '../../src/parse/index.ts';
import { NODE_SIZE } from '../../src/parse/tree.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { COMMAND, outcome, ROOT } from '../support/command.ts';

type Text = readonly [name: string, text: string];

interface Generator {
  readonly manifests: (options: {
    readonly services: number;
    readonly defects: number;
  }) => Iterable<{ readonly name: string; readonly objects: readonly string[] }>;
  readonly generateFolder: (
    directory: string,
    options: { readonly services: number; readonly defects: number },
  ) => void;
}

interface Measuring {
  readonly measure: (command: readonly string[]) => { readonly cpu: number };
}

/** The bench kit is plain JavaScript. */
async function benchKit<T>(file: string): Promise<T> {
  return (await import(new URL(`../bench/${file}`, import.meta.url).href)) as T;
}

function filesUnder(folder: string): Text[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(path.join(ROOT, folder, name), 'utf8')]);
}

const SHOP = { services: 100, defects: 0.05 };

async function generated(): Promise<Text[]> {
  const { manifests } = await benchKit<Generator>('generate.mjs');
  return [...manifests(SHOP)].map(({ name, objects }) => [name, objects.join('---\n')]);
}

interface Counts {
  readonly bytes: number;
  /** By who read them. */
  readonly documents: ParsingTally['documents'];
  /** Those that the scanner left to `yaml`, by the reason. */
  readonly refused: Readonly<Record<string, number>>;
  readonly nodes: number;
  readonly objects: number;
}

function count(texts: readonly Text[]): Counts {
  const tally = new ParsingTally();
  const documents: Document[] = texts.flatMap(([name, text]) =>
    parseManifest(new SourceFile(name, text), { onTier: tally.count }),
  );
  const nodes = documents.reduce((sum, { tree }) => sum + (tree?.nodes.length ?? 0), 0);
  return {
    bytes: texts.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0),
    documents: tally.documents,
    refused: Object.fromEntries(tally.reasons),
    nodes: nodes / NODE_SIZE,
    objects: readModel(documents, {}).resources.length,
  };
}

const MESSAGE = `the counts of test/counts/counts.json changed: documents that went from the scanner to yaml are read
forty times as slowly, and other nodes are other trees. If that is meant, or a fixture changed, run
vitest with -u and say why in the commit`;

test('documents are read by whom they were, and give as many nodes', async () => {
  const counts = {
    'generated microservices': count(await generated()),
    'fixtures/manifests': count(filesUnder('fixtures/manifests')),
    'fixtures/conformance/scenarios': count(filesUnder('fixtures/conformance/scenarios')),
  };
  const file = path.join(import.meta.dirname, 'counts.json');
  await expect(`${JSON.stringify(counts, null, 2)}\n`, MESSAGE).toMatchFileSnapshot(file);
});

test('the scanner reads all that people usually write', async () => {
  const { documents } = count(await generated());
  expect(documents).toEqual({ ...documents, yaml: 0, template: 0 });
});

test('--debug-parsing tells who read the documents', () => {
  const files = ['keys', 'comments'].map((name) => `fixtures/manifests/${name}.yaml`);
  const [, , stderr] = outcome([...files, '--fail-on', 'never', '--quiet', '--debug-parsing']);
  expect(stderr).toBe(
    'documents read by the scanner: 1; by yaml: 1 (key 1); templates, not read: 0\n',
  );
});

/** Twice what it is on a quiet machine: for what is slow by mistake, not for what is a little slower. */
const MOST_TIMES_BARE_NODE = 20;
const ROUNDS = 5;

test('a hundred files take no more processor time than so many starts of Node', async () => {
  const { generateFolder } = await benchKit<Generator>('generate.mjs');
  const { measure } = await benchKit<Measuring>('measure.mjs');
  const folder = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  generateFolder(folder, SHOP);
  const least = { bare: Infinity, ours: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    const bare = measure([process.execPath, '-e', '0']);
    const ours = measure([process.execPath, COMMAND, folder, '--fail-on', 'never', '--quiet']);
    least.bare = Math.min(least.bare, bare.cpu);
    least.ours = Math.min(least.ours, ours.cpu);
  }
  expect(least.ours / least.bare).toBeLessThan(MOST_TIMES_BARE_NODE);
});
