import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parseProblemMatchersJson } from '@rushstack/problem-matcher';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { githubMatcher, problemMatchers, vscodeMatcher } from '../../src/report/problem-matcher.ts';
import { renderText } from '../../src/report/text.ts';
import { ROOT } from '../support/command.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';

const APPS = path.join(ROOT, 'fixtures/apps');

function read(text: string): object[] {
  return text.split('\n').flatMap((line) => {
    // VS Code and GitHub take colour codes off before they match.
    const [matcher] = parseProblemMatchersJson([
      { name: 'k8s-svc-lint', pattern: { ...vscodeMatcher.pattern } },
    ]);
    const problem = matcher?.exec(`${stripVTControlCharacters(line)}\n`);
    return problem ? [problem] : [];
  });
}

function expected({ file, range, severity, message, ruleId }: Finding): object {
  return {
    matcherName: 'k8s-svc-lint',
    file,
    line: range.start.line,
    column: range.start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
    severity,
    message,
    code: ruleId,
  };
}

describe.each(readdirSync(APPS).filter((it) => !it.includes('.')))('%s', (app) => {
  const golden = (name: string): string =>
    readFileSync(path.join(APPS, app, 'expected', name), 'utf8');
  const { findings } = JSON.parse(golden('findings.json')) as { findings: Finding[] };

  test.each(['text.txt', 'colored.txt'])('%s gives its findings back', (name) => {
    expect(read(golden(name))).toEqual(findings.map(expected));
  });

  test('the summary is no problem', () => {
    expect(read(golden('summary.txt'))).toEqual([]);
  });
});

describe('hard lines are read back', () => {
  test.each([
    ['a path with spaces', { file: 'my shop/cart v2.yaml' }],
    ['a path of Windows', { file: String.raw`C:\shop\cart.yaml` }],
    ['a colon in the path', { file: 'shop:3:4.yaml' }],
    [
      'brackets and colons in the message',
      { message: 'want [a: 1:2-3:4: error: b], have [c] [d]' },
    ],
    ['brackets in the path', { file: 'shop[1].yaml' }],
  ])('%s', (_, fields) => {
    const finding = findingOf(fields);
    expect(read([...renderText(resultOf([finding]), contextOf({}))].join(''))).toEqual([
      expected(finding),
    ]);
  });

  test('what would break the line is written as an escape', () => {
    const finding = findingOf({
      file: ' a\nb: 1:1: error: c.yaml',
      message: 'one\ntwo\u001b[31m\u202e',
    });
    const text = [...renderText(resultOf([finding]), contextOf({}))].join('');
    expect(text.split('\n')).toHaveLength(2);
    expect(read(text)).toEqual([
      expected({
        ...finding,
        file: String.raw`./ a\nb:\u00201:1:\u0020error:\u0020c.yaml`,
        message: String.raw`one\ntwo\u001b[31m\u202e`,
      }),
    ]);
  });

  test('lines that explain are no problems of their own', () => {
    const finding = findingOf({
      fix: { title: 'Change it', safe: true, edits: [] },
      related: [{ message: 'is here', file: 'b.yaml', range: findingOf({}).range, resource: null }],
    });
    const context = contextOf({ isTerminal: true, lineText: () => 'a.yaml:1:1-1:2: error: x [y]' });
    const text = [...renderText(resultOf([finding]), context)].join('');
    expect(text.split('\n').length).toBeGreaterThan(5);
    expect(read(text)).toEqual([expected(finding)]);
  });
});

test('the matcher of GitHub Actions reads errors and warnings', () => {
  const [pattern] = githubMatcher.problemMatcher[0].pattern;
  const line = (severity: Finding['severity']): string =>
    [...renderText(resultOf([findingOf({ severity })]), contextOf({}))].join('').trimEnd();
  const match = new RegExp(pattern.regexp).exec(line('error'));
  expect(match?.[pattern.file]).toBe('shop/cart.yaml');
  expect(match?.[pattern.severity]).toBe('error');
  expect(match?.[pattern.code]).toBe('service-target-port-unresolved');
  expect(line('warning')).toMatch(new RegExp(pattern.regexp));
  expect(line('info')).not.toMatch(new RegExp(pattern.regexp));
});

test.each(Object.entries(problemMatchers))(
  '%s.json is the one that is made',
  async (name, matcher) => {
    const file = path.join(ROOT, `src/report/problem-matcher/${name}.json`);
    await expect(`${JSON.stringify(matcher, null, 2)}\n`).toMatchFileSnapshot(file);
  },
);
