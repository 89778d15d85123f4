import { defineRule, describeResource, replaceValue, type Fix } from '../../src/rule/index.ts';

export default defineRule({
  id: 'route-parent-missing',
  title: 'Route names a parent Gateway that is not in view, while another Gateway is',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://gateway-api.sigs.k8s.io/reference/spec/#parentreference',
    'https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways',
  ],
  messages: {
    otherNamespace: (data: { name: string; namespace: string; gateway: string }) =>
      `there is no Gateway ${data.name} in namespace ${data.namespace}; did you mean ${data.gateway}?`,
    ownNamespace: (data: { name: string; namespace: string; gateway: string }) =>
      `without a namespace this is Gateway ${data.name} in namespace ${data.namespace}, which is not in view; did you mean ${data.gateway}? Then say so with namespace`,
    otherName: (data: { name: string; gateway: string }) =>
      `there is no Gateway ${data.name} in view; did you mean ${data.gateway}?`,
  },
  check(graph, report) {
    for (const { parent, evidence, gateway } of graph.routing.missingParents()) {
      const { name, namespaceAt } = parent;
      const { resource } = gateway;
      const data = {
        name: name.value,
        namespace: parent.namespace ?? '',
        gateway: describeResource(resource),
      };
      const related = [{ message: `${data.gateway} is here`, at: resource.name }];
      if (evidence !== 'other-namespace') {
        const edit = replaceValue(name, resource.name.value);
        const fix: Fix | undefined = edit && {
          title: `Attach it to Gateway ${resource.name.value}`,
          safe: false,
          edits: [edit],
        };
        report(name, 'otherName', data, { related, fix });
      } else if (namespaceAt === undefined) {
        report(name, 'ownNamespace', data, { related });
      } else {
        const edit =
          resource.namespace === undefined
            ? undefined
            : replaceValue(namespaceAt, resource.namespace);
        const fix: Fix | undefined = edit && {
          title: `Attach it to ${data.gateway}`,
          safe: false,
          edits: [edit],
        };
        report(namespaceAt, 'otherNamespace', data, { related, fix });
      }
    }
  },
});
