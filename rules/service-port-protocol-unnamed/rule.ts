import {
  defineRule,
  describeResource,
  describeServicePort,
  isPlaceholder,
  servicesInMesh,
  type ServicePort,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-port-protocol-unnamed',
  title: 'Service in a mesh has a port of which the mesh has to guess the protocol',
  category: 'ports',
  severity: 'info',
  presets: ['mesh'],
  assumes: 'nothing',
  references: [
    'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/',
    'https://istio.io/latest/docs/reference/config/analysis/ist0118/',
  ],
  messages: {
    unnamed: (data: { port: string; service: string }) =>
      `port ${data.port} of ${data.service} has no protocol in its name, so that Istio guesses: call it http-…, grpc-… or tcp-…, or set appProtocol`,
  },
  check(graph, report) {
    for (const service of servicesInMesh(graph)) {
      if (service.type.value === 'ExternalName' || service.resource.standing !== 'applied')
        continue;
      for (const port of service.ports) {
        if (port.port === undefined || isProtocolKnown(port)) continue;
        report(port.name ?? port.port, 'unnamed', {
          port: describeServicePort(port),
          service: describeResource(service.resource),
        });
      }
    }
  },
});

/** `<protocol>` or `<protocol>-<suffix>` (Istio's list). */
const PROTOCOL =
  /^(?:grpc|grpc-web|http|http2|https|mongo|mysql|redis|tcp|tls|udp|hbone|auto)(?:-.*)?$/i;

function isProtocolKnown({ name, appProtocol, protocol }: ServicePort): boolean {
  if (appProtocol !== undefined || protocol.value !== 'TCP') return true;
  return name !== undefined && (PROTOCOL.test(name.value) || isPlaceholder(name.value));
}
