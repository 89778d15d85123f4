import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { renderJUnit } from '../../src/report/junit.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';
import { attributesOf, problemsOf } from './xml.ts';

const FILES = ['shop/cart.yaml', 'shop/catalog.yaml'];

function render(findings: readonly Finding[], more: Parameters<typeof contextOf>[0] = {}): string {
  return [...renderJUnit(resultOf(findings), contextOf({ files: () => FILES, ...more }))].join('');
}

test('a suite for each file, a case for each finding, and one that passes where nothing is found', async () => {
  const xml = render([
    findingOf({
      fix: { title: 'Change "htpp" to "http"', safe: true, edits: [] },
      related: [
        {
          message: 'the ports of Deployment cart',
          file: 'shop/web.yaml',
          range: { start: { line: 3, column: 5 }, end: { line: 3, column: 9 } },
          resource: null,
        },
      ],
    }),
  ]);
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="k8s-svc-lint" tests="2" failures="1" errors="0" time="0">
  <testsuite name="shop/cart.yaml" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase name="service-target-port-unresolved 10:19" classname="shop/cart.yaml" file="shop/cart.yaml" time="0"><failure type="error" message="targetPort &quot;htpp&quot; is not a port name of Deployment cart">shop/cart.yaml:10:19: error: targetPort &quot;htpp&quot; is not a port name of Deployment cart
shop/web.yaml:3:5: the ports of Deployment cart
fix: Change &quot;htpp&quot; to &quot;http&quot;
https://example.com/rule</failure></testcase>
  </testsuite>
  <testsuite name="shop/catalog.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="no findings" classname="shop/catalog.yaml" file="shop/catalog.yaml" time="0"/>
  </testsuite>
</testsuites>
`);
  expect(await problemsOf(xml, 'junit')).toEqual([]);
});

test('a case fails where the run fails', () => {
  const findings = (['error', 'warning', 'info'] as const).map((severity) =>
    findingOf({ severity }),
  );
  const failing = (failsFrom: Finding['severity']): string[] =>
    attributesOf(render(findings, { failsFrom }), 'failure', 'type');
  expect(failing('error')).toEqual(['error']);
  expect(failing('warning')).toEqual(['error', 'warning']);
  expect(failing('info')).toEqual(['error', 'warning', 'info']);
  expect(attributesOf(render(findings), 'testsuites', 'failures')).toEqual(['1']);
});

test('no two cases of a suite have one name', async () => {
  const xml = render([findingOf({}), findingOf({ message: 'and wrong in another way' })]);
  expect(attributesOf(xml, 'testcase', 'name')).toEqual([
    'service-target-port-unresolved 10:19',
    'service-target-port-unresolved 10:19 #2',
    'no findings',
  ]);
  expect(await problemsOf(xml, 'junit')).toEqual([]);
});

test('a run that read nothing is a document without suites', async () => {
  expect(await problemsOf(render([], { files: () => [] }), 'junit')).toEqual([]);
});

test('the check does find what is wrong', async () => {
  const xml = render([]).replaceAll(' time="0"', '');
  expect(await problemsOf(xml, 'junit')).not.toEqual([]);
});
