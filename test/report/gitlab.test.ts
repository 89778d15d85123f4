import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { renderGitLab } from '../../src/report/gitlab.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';
import schema from './schema/gitlab.schema.json' with { type: 'json' };

const isReport = new Ajv2020().compile(schema);

function render(...findings: Finding[]): Record<string, unknown>[] {
  const context = contextOf({ repositoryPath: (file) => `deploy/${file}` });
  const report = JSON.parse([...renderGitLab(resultOf(findings), context)].join('')) as Record<
    string,
    unknown
  >[];
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  return report;
}

test('an issue for each finding, at its path from the root of the repository', () => {
  const [issue] = render(findingOf({}));
  expect(issue).toEqual({
    description: 'targetPort "htpp" is not a port name of Deployment cart',
    check_name: 'service-target-port-unresolved',
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}:1$/) as unknown,
    severity: 'critical',
    location: { path: 'deploy/shop/cart.yaml', lines: { begin: 10, end: 10 } },
  });
});

test('severities of GitLab', () => {
  const severities = (['error', 'warning', 'info'] as const).map(
    (severity) => render(findingOf({ severity }))[0]?.['severity'],
  );
  expect(severities).toEqual(['critical', 'major', 'minor']);
});

test('two equal findings are two, and moving one makes nothing new', () => {
  const [first, second] = render(findingOf({}), findingOf({}));
  expect(first?.['fingerprint']).not.toBe(second?.['fingerprint']);
  const range = { start: { line: 99, column: 1 }, end: { line: 99, column: 2 } };
  expect(render(findingOf({ range }))[0]?.['fingerprint']).toBe(first?.['fingerprint']);
});

test('a clean run is an empty list', () => {
  expect(render()).toEqual([]);
});
