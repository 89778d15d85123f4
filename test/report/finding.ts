import type { Finding } from '../../src/engine/finding.ts';
import { Fingerprints } from '../../src/engine/fingerprint.ts';
import { Identities } from '../../src/engine/identity.ts';
import type { LintResult } from '../../src/engine/lint.ts';
import type { ReportContext } from '../../src/report/index.ts';

/** A finding of a shop, for tests of what is made of it. */
export function findingOf(fields: Partial<Finding>): Finding {
  return {
    ruleId: 'service-target-port-unresolved',
    messageId: 'unknownName',
    category: 'ports',
    severity: 'error',
    message: 'targetPort "htpp" is not a port name of Deployment cart',
    file: 'shop/cart.yaml',
    document: 0,
    range: { start: { line: 10, column: 19 }, end: { line: 10, column: 23 } },
    path: 'spec.ports[0].targetPort',
    resource: { apiVersion: 'v1', kind: 'Service', namespace: null, name: 'cart' },
    related: [],
    url: 'https://example.com/rule',
    ...fields,
  };
}

export function resultOf(findings: readonly Finding[]): LintResult {
  const count = (severity: string): number =>
    findings.filter((it) => it.severity === severity).length;
  return {
    findings,
    silenced: [],
    summary: {
      files: 1,
      documents: 1,
      resources: 1,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
    },
    filesWithoutResources: 0,
    crashed: false,
  };
}

export function contextOf(fields: Partial<ReportContext>): ReportContext {
  return {
    tool: { name: 'k8s-svc-lint', version: '1.2.3', url: 'https://example.com/tool' },
    rules: [],
    ruleUrl: (id) => `https://example.com/rules/${id}`,
    helpOf: () => undefined,
    files: () => [],
    repositoryPath: (file) => file,
    placeUrl: () => undefined,
    failsFrom: 'error',
    showsSilenced: false,
    isColored: false,
    isTerminal: false,
    lineText: () => undefined,
    fingerprints: () => new Fingerprints(new Identities([])),
    notify: () => undefined,
    ...fields,
  };
}
