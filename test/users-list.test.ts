import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { lintExample, readExamples, type Example } from '../src/testing/example.ts';
import { readRuleFolders } from './support/rule-folders.ts';

/**
 * What users of other tools reported, as "it cries wolf here" or "it should have told me": each is held
 * by an example of ours, so that none is forgotten.
 */
interface Reported {
  /** The thread in which it was reported. */
  readonly thread: string;
  readonly what: string;
  /** `rule/example`. */
  readonly example: `${string}/${string}`;
}

const MUST_NOT_FIRE: readonly Reported[] = [
  {
    thread: 'stackrox/kube-linter#746',
    what: 'a Service without a selector whose Endpoints are written by hand',
    example: 'service-selects-no-pod/good-endpoints-by-hand',
  },
  {
    thread: 'zegl/kube-score#53',
    what: 'an ExternalName Service, which selects nothing',
    example: 'service-selects-no-pod/good-external-name',
  },
  {
    thread: 'stackrox/kube-linter#848',
    what: 'Pods that an Argo Rollout makes',
    example: 'service-selects-no-pod/good-rollout',
  },
  {
    thread: 'zegl/kube-score#144',
    what: 'a port of the Pods by its name',
    example: 'service-target-port-unresolved/good',
  },
  {
    thread: 'kubevious/cli#19',
    what: 'the port of a second container',
    example: 'service-target-port-unresolved/good-second-container',
  },
  {
    thread: 'kiali/kiali#1228',
    what: 'port 80 that leads to 8080',
    example: 'service-target-port-undeclared/good',
  },
  {
    thread: 'stackrox/kube-linter#140, zegl/kube-score#443',
    what: 'a namespace that only one of the two states',
    example: 'service-selects-no-pod/good-namespace-not-stated',
  },
  {
    thread: 'Checkmarx/kics#2793',
    what: 'Pods of a StatefulSet',
    example: 'service-selects-no-pod/good-statefulset',
  },
  {
    thread: 'kubernetes/kubernetes#73049',
    what: 'a port that no container declares',
    example: 'service-target-port-undeclared/good-nothing-declared',
  },
];

const MUST_FIRE: readonly Reported[] = [
  {
    thread: 'stackrox/kube-linter#179',
    what: "the selector matches the workload's own labels only",
    example: 'service-selector-near-miss/bad-own-labels',
  },
  {
    thread: 'restatedev/restate#3905',
    what: 'the same value under another usual key',
    example: 'service-selector-near-miss/bad',
  },
  {
    thread: 'zegl/kube-score#316',
    what: 'a selector of which the Pods have only a part',
    example: 'service-selector-near-miss/bad-one-label-too-many',
  },
  {
    thread: 'kubernetes/kubernetes#36803',
    what: 'several ports without names',
    example: 'service-field-invalid/bad-unnamed-ports',
  },
  {
    thread: 'blakeblackshear/blakeshome-charts#62',
    what: 'one node port for two',
    example: 'service-address-taken/bad',
  },
  {
    thread: 'kubernetes-sigs/kustomize#249',
    what: 'a selector that takes the Pods of everything',
    example: 'service-selects-unlike-workloads/bad',
  },
  {
    thread: 'kubernetes/kubernetes#131270',
    what: 'a headless Service with another port than its Pods',
    example: 'headless-service-port-differs/bad',
  },
  {
    thread: 'kubernetes/kubernetes#68352',
    what: 'a StatefulSet whose governing Service is not headless',
    example: 'statefulset-service-not-headless/bad',
  },
  {
    thread: 'projectcalico/calico#8049',
    what: "a policy that allows the Service's port instead of the Pods'",
    example: 'network-policy-allows-service-port/bad',
  },
  {
    thread: 'kubernetes/kubernetes#112467',
    what: 'a policy that lets in Pods of its own namespace and means those of another',
    example: 'network-policy-peer-in-other-namespace/bad',
  },
  {
    thread: 'kubernetes-sigs/kind#1152',
    what: 'an IP address as external name',
    example: 'external-name-is-ip-address/bad',
  },
  {
    thread: 'stackrox/kube-linter#124',
    what: 'a port name of more than 15 characters',
    example: 'workload-field-invalid/bad-port-name',
  },
  {
    thread: 'stackrox/kube-linter#1256',
    what: 'a ServiceMonitor that looks in its own namespace only',
    example: 'service-monitor-selects-no-service/bad-other-namespace',
  },
  {
    thread: 'mage-ai/helm-charts#4',
    what: "an Ingress that names the Pods' port",
    example: 'ingress-backend-port-missing/bad',
  },
];

const folders = new Map((await readRuleFolders()).map((it) => [it.id, it]));

/** The rules, by severity, that speak in an example: its own at least once where it is a bad one. */
function findingsIn({ example: place }: Reported): readonly { severity: string; ruleId: string }[] {
  const [id = '', name] = place.split('/');
  const folder = folders.get(id);
  const example: Example | undefined =
    folder && readExamples(folder.directory).find((it) => it.name === name);
  if (folder === undefined || example === undefined) throw new Error(`no example ${place}`);
  return lintExample(example, folder.rule, rules).findings;
}

describe('reported as a false alarm of another tool: nothing is said', () => {
  test.each(MUST_NOT_FIRE)('$thread: $what', (reported) => {
    expect(findingsIn(reported)).toEqual([]);
  });
});

describe('reported as missed by another tool: an error or a warning', () => {
  test.each(MUST_FIRE)('$thread: $what', (reported) => {
    const [id] = reported.example.split('/');
    const own = findingsIn(reported).filter(({ ruleId }) => ruleId === id);
    expect(own.filter(({ severity }) => severity === 'info')).toEqual([]);
    expect(own).not.toEqual([]);
  });
});

// stackrox/kube-linter#249: a workload of which one field is wrong was taken for none.
test('a wrong field of a workload hides its Pods from no Service', () => {
  const example = 'workload-field-invalid/bad-dns-policy' as const;
  const found = findingsIn({ thread: '', what: '', example });
  expect(found.map(({ ruleId }) => ruleId)).toEqual(['workload-field-invalid']);
});
