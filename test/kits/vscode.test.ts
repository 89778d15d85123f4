// VS Code's own matcher code, and the terminal that it puts between a task and its matchers.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { vscodeMatcher } from '../../src/report/problem-matcher.ts';
import { renderText } from '../../src/report/text.ts';
import { contextOf, findingOf, resultOf } from '../report/finding.ts';
import { ROOT } from '../support/command.ts';
import { optionalPackage } from '../support/optional-package.ts';

const packages = {
  api: optionalPackage('@codingame/monaco-vscode-api'),
  override: optionalPackage('@codingame/monaco-vscode-task-service-override'),
  xterm: optionalPackage('@xterm/headless'),
};
const areInstalled = Object.values(packages).every((it) => it !== undefined);

const APPS = path.join(ROOT, 'fixtures/apps');

interface Task {
  readonly output: string;
  /** The folder that is open, and the files in it that exist. */
  readonly folder?: string;
  readonly files?: readonly string[];
  readonly platform?: 'linux' | 'win32';
}

/** What the Problems panel shows after a task has written this. */
function problemsOf({ output, folder = '/shop', files = [], platform = 'linux' }: Task): object[] {
  const input = { packages, matcher: vscodeMatcher, output, folder, files, platform };
  const script = path.join(ROOT, 'test/support/vscode-problems.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const { complaints, markers } = JSON.parse(stdout) as { complaints: string[]; markers: object[] };
  expect(complaints).toEqual([]);
  return markers;
}

const SEVERITY = { error: 8, warning: 4, info: 2 };

function expected({ range, severity, message, ruleId }: Finding, file: string): object {
  return {
    file,
    severity: SEVERITY[severity],
    startLineNumber: range.start.line,
    startColumn: range.start.column,
    endLineNumber: range.end.line,
    endColumn: range.end.column,
    message,
    code: ruleId,
    source: 'k8s-svc-lint',
  };
}

function text(finding: Finding, context: Parameters<typeof contextOf>[0] = {}): string {
  return [...renderText(resultOf([finding]), contextOf(context))].join('');
}

describe.skipIf(!areInstalled)('with the packages of VS Code, if they are installed', () => {
  const apps = readdirSync(APPS).filter((it) => !it.includes('.'));

  test.each(
    apps.flatMap((app) =>
      ['text.txt', 'colored.txt', 'summary.txt'].map((it) => [app, it] as const),
    ),
  )('%s, %s: the panel shows the findings', (app, name) => {
    const golden = (file: string): string =>
      readFileSync(path.join(APPS, app, 'expected', file), 'utf8');
    const { findings } = JSON.parse(golden('findings.json')) as { findings: Finding[] };
    const files = [...new Set(findings.map(({ file }) => `file:///shop/${file}`))];
    const shown = problemsOf({ output: golden(name), files });
    const wanted =
      name === 'summary.txt' ? [] : findings.map((it) => expected(it, `file:///shop/${it.file}`));
    // Of two findings with the same words at the same place VS Code shows one; we make none such.
    expect(shown).toHaveLength(wanted.length);
    expect(shown).toEqual(expect.arrayContaining(wanted));
  });

  test('a path with spaces', () => {
    const finding = findingOf({ file: 'my shop/cart v2.yaml' });
    const file = 'file:///shop/my shop/cart v2.yaml';
    expect(problemsOf({ output: text(finding), files: [file] })).toEqual([expected(finding, file)]);
  });

  test('a path that is absolute', () => {
    const finding = findingOf({ file: '/elsewhere/cart.yaml' });
    expect(problemsOf({ output: text(finding) })).toEqual([
      expected(finding, 'file:///elsewhere/cart.yaml'),
    ]);
  });

  test.each(['store/cart.yaml', String.raw`store\cart.yaml`])('on Windows, %s', (name) => {
    const finding = findingOf({ file: name });
    const file = 'file:///c:/my shop/store/cart.yaml';
    const windows = { folder: 'C:/my shop', files: [file], platform: 'win32' } as const;
    expect(problemsOf({ output: text(finding), ...windows })).toEqual([expected(finding, file)]);
  });

  test.each(['D:/charts/cart.yaml', String.raw`D:\charts\cart.yaml`])('on Windows, %s', (name) => {
    const finding = findingOf({ file: name });
    const windows = { folder: 'C:/my shop', platform: 'win32' } as const;
    expect(problemsOf({ output: text(finding), ...windows })).toEqual([
      expected(finding, 'file:///d:/charts/cart.yaml'),
    ]);
  });

  test('a terminal, with colours and lines that explain', () => {
    const finding = findingOf({
      message:
        `no Pod matches the selector app=cart-svc; ${'did you mean cart? '.repeat(12)}`.trim(),
      fix: { title: 'Change "cart-svc" to "cart"', safe: true, edits: [] },
      related: [
        { message: 'is here', file: 'other.yaml', range: findingOf({}).range, resource: null },
      ],
    });
    const file = `file:///shop/${finding.file}`;
    const output = text(finding, {
      isTerminal: true,
      isColored: true,
      lineText: () => 'other.yaml:1:1-1:2: error: no problem of its own [service-selects-no-pod]',
    });
    expect(problemsOf({ output, files: [file] })).toEqual([expected(finding, file)]);
  });
});
