import { defineRule, isAddress } from '../../src/rule/index.ts';

export default defineRule({
  id: 'external-name-is-ip-address',
  title: 'ExternalName Service holds an IP address',
  category: 'dns',
  severity: 'error',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  messages: {
    address: (data: { service: string; address: string }) =>
      `externalName takes a host name: "${data.address}" is an address, and ${data.service} never resolves. For an address write a Service without selector and an EndpointSlice`,
  },
  check(graph, report) {
    for (const { type, externalName, resource } of graph.services) {
      if (type.value !== 'ExternalName' || externalName === undefined) continue;
      if (isAddress(externalName.value)) {
        report(externalName, 'address', {
          service: resource.name.value,
          address: externalName.value,
        });
      }
    }
  },
});
