import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Log, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { renderSarif, MOST_RESULTS, MOST_SHOWN } from '../../src/report/sarif.ts';
import type { Finding, SilencedFinding } from '../../src/engine/finding.ts';
import { broken, folderOf, ROOT, run } from '../support/command.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';

function logOf(findings: readonly Finding[], context = contextOf({ rules })): Log {
  return JSON.parse([...renderSarif(resultOf(findings), context)].join('')) as Log;
}

function resultsOf(findings: readonly Finding[], context = contextOf({ rules })): Result[] {
  return logOf(findings, context).runs[0]?.results ?? [];
}

function uriOf(file: string): string | undefined {
  const [result] = resultsOf([findingOf({ file })]);
  return result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
}

function fingerprintsOf(...findings: Finding[]): (string | undefined)[] {
  return resultsOf(findings).map((it) => it.partialFingerprints?.['k8sSvcLint/v1']);
}

describe('what GitHub refuses is never written', () => {
  test('a clean run has results, and none', () => {
    expect(logOf([]).runs[0]?.results).toEqual([]);
  });

  test('URIs are relative and percent-encoded', () => {
    expect(uriOf('my shop/a:b.yaml')).toBe('my%20shop/a%3Ab.yaml');
    expect(uriOf('<stdin>')).toBe('%3Cstdin%3E');
    expect(uriOf('läden/100%.yaml')).toBe('l%C3%A4den/100%25.yaml');
    expect(JSON.stringify(logOf([findingOf({})]))).not.toContain('originalUriBaseIds');
  });

  test('no more results than it takes, the worst of them', () => {
    const findings = Array.from({ length: MOST_RESULTS + 2 }, (_, index) =>
      findingOf({ severity: index < 2 ? 'info' : 'error' }),
    );
    const results = resultsOf(findings);
    expect(results).toHaveLength(MOST_RESULTS);
    expect(results.every(({ level }) => level === 'error')).toBe(true);
  });

  test('who runs it is told what is left out, and the worst come first where GitHub shows some only', () => {
    const notices: string[] = [];
    const context = contextOf({ rules, notify: (text) => notices.push(text) });
    const of = (count: number): Finding[] =>
      Array.from({ length: count }, (_, index) =>
        findingOf({ severity: index < 2 ? 'info' : 'error' }),
      );
    expect(resultsOf(of(MOST_SHOWN), context)[0]?.level).toBe('note');
    expect(resultsOf(of(MOST_SHOWN + 1), context)[0]?.level).toBe('error');
    expect(notices).toEqual([]);
    resultsOf(of(MOST_RESULTS + 3), context);
    expect(notices).toEqual([
      'SARIF leaves out 3 of 25003 findings, the least severe: GitHub takes no more than 25000',
    ]);
  });

  test('each rule is described once, with what GitHub asks for', () => {
    const log = logOf(
      rules.flatMap(({ id }) => [findingOf({ ruleId: id }), findingOf({ ruleId: id })]),
    );
    const described = log.runs[0]?.tool.driver.rules ?? [];
    expect(described.map(({ id }) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const { shortDescription, fullDescription, help, properties } of described) {
      expect(shortDescription?.text.length).toBeGreaterThan(10);
      expect(fullDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(help?.text).not.toBe('');
      expect(properties?.tags?.length).toBeLessThanOrEqual(10);
      expect(properties?.['problem.severity']).toMatch(/^(error|warning|recommendation)$/);
    }
    for (const { ruleId, ruleIndex } of log.runs[0]?.results ?? []) {
      expect(described[ruleIndex ?? -1]?.id).toBe(ruleId);
    }
  });
});

test('the links of a rule’s page lead somewhere on GitHub’s page too', () => {
  const page =
    '[examples](examples), [syntax](../syntax/README.md), [S-1](https://example.org/s-1)';
  const [rule] =
    logOf([], contextOf({ rules, helpOf: () => page })).runs[0]?.tool.driver.rules ?? [];
  expect(rule?.help?.markdown).toBe(
    '[examples](https://example.com/rules/examples), [syntax](https://example.com/syntax/README.md), [S-1](https://example.org/s-1)',
  );
});

describe('fingerprints', () => {
  test('stay when a document moves', () => {
    const moved = findingOf({
      range: { start: { line: 99, column: 1 }, end: { line: 99, column: 2 } },
    });
    expect(fingerprintsOf(findingOf({}))).toEqual(fingerprintsOf(moved));
  });

  test('differ by object, field and rule, and for the second of the same', () => {
    const resource = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'cart' };
    const all = fingerprintsOf(
      findingOf({}),
      findingOf({}),
      findingOf({ resource }),
      findingOf({ path: 'spec.ports[1].targetPort' }),
      findingOf({ ruleId: 'syntax' }),
      findingOf({ resource: null }),
      findingOf({ resource: null, file: 'shop/catalog.yaml' }),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  test('never take the key that GitHub computes', () => {
    expect(Object.keys(resultsOf([findingOf({})])[0]?.partialFingerprints ?? {})).toEqual([
      'k8sSvcLint/v1',
    ]);
  });
});

test('brackets of a message are no links, and the other ends are', () => {
  const [result] = resultsOf([
    findingOf({
      message: 'spec.ports[0] is wrong',
      related: [
        { message: 'Pod is here', file: 'a.yaml', range: findingOf({}).range, resource: null },
      ],
    }),
  ]);
  expect(result?.message.text).toBe(String.raw`spec.ports\[0\] is wrong ([Pod is here](1)).`);
  expect(result?.relatedLocations?.[0]?.id).toBe(1);
});

describe('what is silenced', () => {
  const at = { file: 'shop/cart.yaml', range: findingOf({}).range };
  const silenced: SilencedFinding[] = [
    { finding: findingOf({}), by: 'comment', reason: 'moves out in May', at },
    { finding: findingOf({ ruleId: 'syntax' }), by: 'baseline', reason: undefined, at: undefined },
  ];
  const results = (showsSilenced: boolean): Result[] => {
    const context = contextOf({ rules, showsSilenced });
    const text = [...renderSarif({ ...resultOf([]), silenced }, context)].join('');
    return (JSON.parse(text) as Log).runs[0]?.results ?? [];
  };

  test('is left out, for GitHub shows it as open', () => {
    expect(results(false)).toEqual([]);
  });

  test('is suppressed for those who ask for it', () => {
    expect(results(true).map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      [
        'service-target-port-unresolved',
        [
          {
            kind: 'inSource',
            status: 'accepted',
            justification: 'moves out in May',
            location: {
              physicalLocation: {
                artifactLocation: { uri: 'shop/cart.yaml' },
                region: { startLine: 10, startColumn: 19, endLine: 10, endColumn: 23 },
              },
            },
          },
        ],
      ],
      ['syntax', [{ kind: 'external', status: 'accepted' }]],
    ]);
  });
});

const VALIDATOR = path.join(ROOT, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');

/** Rules of the validator that are turned off, and why. */
const TURNED_OFF = {
  SARIF2002: 'wants messages by id and arguments; GitHub takes message.text only (GH1015)',
  SARIF2003: 'wants versionControlProvenance; GitHub knows the commit it uploads for',
  SARIF2006: 'fetches every URL from the network',
  SARIF2009: 'wants rule ids like ABC1234; ours are words, the same in every output',
  SARIF2013: 'wants embedded file contents; GitHub has the files',
};

// The validator is a program that its maker ships for this platform alone in our dependencies.
const canValidate = process.platform === 'linux' && process.arch === 'x64' && existsSync(VALIDATOR);

describe.skipIf(!canValidate)(
  'the validator of SARIF’s makers (Linux on x64 only) reports nothing on',
  () => {
    const BROKEN = `apiVersion: v1\nkind: Service\n metadata: {name: cart}\n---\n${broken().replace('spec:', '# k8s-svc-lint-disable-file service-target-port-unresolved -- moves out\nspec:')}`;
    const app = (name: string): string => path.join(ROOT, 'fixtures/apps', name, 'input');

    test.each([
      ['a run with findings', ['--min-severity', 'info'], app('shop')],
      ['a clean run', [], app('bookshop')],
      ['a run with a syntax error', ['-'], undefined],
      ['a run with what is silenced', ['-', '--show-silenced'], undefined],
    ])('%s', (_, args, cwd) => {
      const folder = folderOf({});
      const paths = cwd === undefined ? [] : ['.'];
      const { stdout } = run([...args, ...paths, '--format', 'sarif'], {
        cwd: cwd ?? folder,
        input: BROKEN,
      });
      writeFileSync(path.join(folder, 'out.sarif'), stdout);
      expect(validate(folder)).toEqual([]);
    });

    test('and it does report what is wrong', () => {
      const folder = folderOf({ 'out.sarif': '{"version":"2.1.0","runs":[{"results":[{}]}]}' });
      expect(validate(folder)).not.toEqual([]);
    });
  },
);

function validate(folder: string): string[] {
  const tool = (...args: string[]): void => {
    const { error } = spawnSync(VALIDATOR, args, { cwd: folder, encoding: 'utf8' });
    if (error) throw error;
  };
  tool('export-validation-config', 'rules.xml');
  const file = path.join(folder, 'rules.xml');
  let config = readFileSync(file, 'utf8');
  for (const id of Object.keys(TURNED_OFF)) config = turnOff(config, id);
  writeFileSync(file, config);
  tool(
    ...['validate', 'out.sarif', '--config', 'rules.xml', '--rule-kind', 'Sarif;GHAS'],
    ...['--level', 'Error;Warning;Note', '--output', 'report.sarif', '--log', 'ForceOverwrite'],
  );
  const report = JSON.parse(readFileSync(path.join(folder, 'report.sarif'), 'utf8')) as Log;
  const [ran] = report.runs;
  const notifications =
    ran?.invocations?.flatMap((it) => it.toolExecutionNotifications ?? []) ?? [];
  return [
    ...(ran?.results ?? []).map((it) => `${it.ruleId ?? ''} ${JSON.stringify(it.message)}`),
    ...notifications.filter((it) => it.level === 'error').map((it) => it.message.text ?? ''),
  ];
}

/** Sets the level of one rule in the validator's configuration. */
function turnOff(config: string, id: string): string {
  const changed = config.replace(
    new RegExp(`(<Properties Key="${id}\\.[^"]*">[\\s\\S]*?Key="RuleEnabled" Value=")[^"]*`),
    '$1Disabled',
  );
  expect(changed, `the validator has no rule ${id}`).not.toBe(config);
  return changed;
}
