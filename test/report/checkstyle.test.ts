import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { renderCheckstyle } from '../../src/report/checkstyle.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';
import { problemsOf } from './xml.ts';

function render(...findings: Finding[]): string {
  return [...renderCheckstyle(resultOf(findings), contextOf({}))].join('');
}

test('findings stand below their file', async () => {
  const xml = render(
    findingOf({}),
    findingOf({ severity: 'warning', message: 'less than <8080>' }),
    findingOf({ file: 'shop/catalog.yaml', severity: 'info' }),
  );
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="shop/cart.yaml">
    <error line="10" column="19" severity="error" message="targetPort &quot;htpp&quot; is not a port name of Deployment cart" source="k8s-svc-lint.service-target-port-unresolved"/>
    <error line="10" column="19" severity="warning" message="less than &lt;8080&gt;" source="k8s-svc-lint.service-target-port-unresolved"/>
  </file>
  <file name="shop/catalog.yaml">
    <error line="10" column="19" severity="info" message="targetPort &quot;htpp&quot; is not a port name of Deployment cart" source="k8s-svc-lint.service-target-port-unresolved"/>
  </file>
</checkstyle>
`);
  expect(await problemsOf(xml, 'checkstyle')).toEqual([]);
});

test('a clean run is a document without files', async () => {
  expect(await problemsOf(render(), 'checkstyle')).toEqual([]);
});

test('the check does find what is wrong', async () => {
  const xml = render(findingOf({})).replace('severity="error"', 'severity="fatal"');
  expect(await problemsOf(xml, 'checkstyle')).not.toEqual([]);
});
