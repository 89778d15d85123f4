import {
  defineRule,
  describeResource,
  findStrayScalers,
  replaceValue,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'autoscaler-target-missing',
  title: 'Autoscaler names a workload that is not there, beside one that is meant',
  category: 'selection',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/autoscaling/horizontal-pod-autoscaler-v2/#HorizontalPodAutoscalerSpec',
    'https://keda.sh/docs/latest/reference/scaledobject-spec/#scaletargetref',
  ],
  messages: {
    otherName: (data: { scaler: string; target: string; meant: string }) =>
      `${data.scaler} scales ${data.target}, which is not in view: nothing is scaled; did you mean ${data.meant}?`,
    otherKind: (data: { scaler: string; target: string; meant: string; kind: string }) =>
      `${data.scaler} scales ${data.target}, but what bears that name is ${data.meant}: nothing is scaled; write kind: ${data.kind}`,
  },
  check(graph, report) {
    for (const { scaler, meant, isOtherKind } of findStrayScalers(graph)) {
      const { resource, kind, name } = scaler;
      const data = {
        scaler: describeResource(resource),
        target: `${kind} ${name.value}`,
        meant: describeResource(meant.resource),
        kind: meant.resource.kind,
      };
      const edit = isOtherKind ? undefined : replaceValue(name, meant.resource.name.value);
      report(name, isOtherKind ? 'otherKind' : 'otherName', data, {
        related: [{ message: `${data.meant} is here`, at: meant.resource.name }],
        fix: edit && { title: `Scale ${data.meant}`, safe: false, edits: [edit] },
      });
    }
  },
});
