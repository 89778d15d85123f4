import { defineRefusalRule, NEWEST_KNOWN, removedSince } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'api-version-removed',
  title: 'Object is written for an API version that is no longer served',
  severity: 'warning',
  raised: { by: 'kubernetes-version', to: 'error' },
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
  covers: ({ code }, resource, graph) => {
    if (code !== 'version-removed') return false;
    const { kubernetesVersion: version } = graph.options;
    if (version === undefined || resource.group === 'gateway.networking.k8s.io') return true;
    return isAtLeast(version, removedSince(resource) ?? NEWEST_KNOWN);
  },
});

function isAtLeast(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
