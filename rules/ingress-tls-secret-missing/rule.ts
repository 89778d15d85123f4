import { defineRule, describeResource, findMissingTlsSecrets } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ingress-tls-secret-missing',
  title: 'Ingress takes its certificate from a Secret that is not in view',
  category: 'routing',
  severity: 'info',
  assumes: 'whole-namespace',
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  messages: {
    missing: (data: { secret: string; ingress: string }) =>
      `there is no Secret ${data.secret} in view for ${data.ingress}, and nothing that makes one: without it the controller shows a certificate of its own`,
  },
  check(graph, report) {
    for (const { ingress, secret } of findMissingTlsSecrets(graph)) {
      report(secret, 'missing', { secret: secret.value, ingress: describeResource(ingress) });
    }
  },
});
