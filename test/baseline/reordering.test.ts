import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { applyBaseline, KnownFindings, type BaselineOutcome } from '../../src/baseline/index.ts';
import { Identities } from '../../src/engine/identity.ts';
import { DEFAULT_LINT_OPTIONS, lintDocuments } from '../../src/engine/lint.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { ROOT } from '../support/command.ts';

type Files = Readonly<Record<string, string>>;

const apps = path.join(ROOT, 'fixtures/apps');

function readApp(name: string): Files {
  const folder = path.join(apps, name, 'input');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]);
  return Object.fromEntries(files) as Files;
}

function findIn(files: Files): { findings: readonly Finding[]; identities: Identities } {
  const documents = Object.entries(files).flatMap(([name, text]) =>
    parseManifest(new SourceFile(name, text)),
  );
  const options = { ...DEFAULT_LINT_OPTIONS, minSeverity: 'info' } as const;
  const { findings } = lintDocuments(documents, 1, rules, options);
  return { findings, identities: new Identities(documents) };
}

/** What a baseline of `before` says of `after`, where files are renamed so. */
function compareTrees(before: Files, after: Files): BaselineOutcome & { readonly count: number } {
  const known = new KnownFindings();
  const old = findIn(before);
  for (const finding of old.findings) known.add(finding.file, old.identities.of(finding));
  const { findings, identities } = findIn(after);
  const outcome = applyBaseline(findings, known, {
    identities,
    fileOf: ({ file }) => file,
    isGone: (file) => after[file] === undefined,
    isJudged: () => true,
  });
  return { ...outcome, count: old.findings.length };
}

const renamed = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`moved/${file}`, text]));

const commented = (files: Files): Files =>
  mapTexts(files, (text) => text.replace(/^(apiVersion|spec):/gm, '# a remark\n\n$1:'));

const reversed = (files: Files): Files =>
  mapTexts(files, (text) => text.split(/^---$/m).reverse().join('\n---\n'));

function mapTexts(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, change(text)]));
}

test.each(
  readdirSync(apps).flatMap((app) => [
    [app, 'is the same', (files: Files): Files => files] as const,
    [app, 'has got comments and blank lines', commented] as const,
    [app, 'has its files in another folder', renamed] as const,
  ]),
)('%s %s: nothing is new, nothing is stale', (app, _, change) => {
  const files = readApp(app);
  const { fresh, stale, old, count } = compareTrees(files, change(files));
  expect({ fresh, stale: [...stale] }).toEqual({ fresh: [], stale: [] });
  expect(old).toHaveLength(count);
});

test('the shop has its documents in another order: nothing is new, nothing is stale', () => {
  const files = readApp('shop');
  const { fresh, stale } = compareTrees(files, reversed(files));
  expect({ fresh, stale: [...stale] }).toEqual({ fresh: [], stale: [] });
});
