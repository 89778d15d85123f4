import { defineRule, isQuotedNumber } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-target-port-is-quoted-number',
  title: 'Service targets a port number in quotes, which Kubernetes takes for a name and refuses',
  category: 'validity',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly',
    'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
  ],
  messages: {
    quoted: (data: { target: string; number: number }) =>
      `targetPort "${data.target}" is a string, and so a port name, which needs a letter; write ${data.number} without quotes`,
    noPort: (data: { target: string }) =>
      `targetPort "${data.target}" is a string, and so a port name, which needs a letter; it is no port number either: these end at 65535`,
  },
  check(graph, report) {
    for (const { resource, ports } of graph.services) {
      // A kustomization may replace it; only what is applied as written is refused.
      if (resource.standing !== 'applied') continue;
      for (const { targetPort } of ports) {
        if (targetPort === undefined || !isQuotedNumber(targetPort.value)) continue;
        const number = Number(targetPort.value);
        const target = String(targetPort.value);
        if (number < 1 || number > 65535) {
          report(targetPort, 'noPort', { target });
          continue;
        }
        const edits = [{ at: targetPort, text: String(number) }];
        const fix = { title: 'Take the quotes off', safe: true, edits };
        report(targetPort, 'quoted', { target, number }, { fix });
      }
    }
  },
});
