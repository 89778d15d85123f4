import type { Field } from '../parse/index.ts';
import { addressComplaint, parseAddress } from './address.ts';
import type { Inspection } from './refusal.ts';
import { numberOf, textOf } from './value.ts';

/** What the server accepts and warns about (S-341, S-606, S-223, S-224). */
export function warn(inspection: Inspection): void {
  const { group, kind, fields } = inspection.resource;
  switch (`${group}/${kind}`) {
    case '/Service':
      warnOfService(inspection, fields.get('spec'));
      break;
    case '/Endpoints':
      deprecate(
        inspection,
        fields.get('kind'),
        'Endpoints is deprecated since Kubernetes 1.33; write an EndpointSlice',
      );
      break;
    case 'discovery.k8s.io/EndpointSlice':
      if (textOf(fields.get('addressType')) === 'FQDN') {
        deprecate(inspection, fields.get('addressType'), 'addressType FQDN is deprecated');
      }
      break;
    case 'networking.k8s.io/Ingress':
      warnOfClass(inspection);
      break;
    case '/Pod':
      warnOfPod(inspection, fields.get('spec'));
      break;
    case 'batch/CronJob':
      warnOfPod(inspection, templateOf(fields.get('spec').get('jobTemplate')));
      break;
    default:
      if (fields.get('spec').get('template').exists) warnOfPod(inspection, templateOf(fields));
  }
}

function templateOf(workload: Field): Field {
  return workload.get('spec').get('template').get('spec');
}

function deprecate(inspection: Inspection, field: Field, message: string): void {
  inspection.refuse(field, message, { code: 'deprecated', atKey: true });
}

function complain(inspection: Inspection, field: Field, message: string): void {
  inspection.refuse(field, message, { code: 'warning', atKey: true });
}

const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';

function warnOfService(inspection: Inspection, spec: Field): void {
  const type = textOf(spec.get('type'));
  const isHeadless = textOf(spec.get('clusterIP')) === 'None' && type !== 'ExternalName';
  const hints = inspection.resource.fields.get('metadata').get('annotations').get(TOPOLOGY_HINTS);
  if (hints.exists) {
    deprecate(inspection, hints, `${TOPOLOGY_HINTS} is deprecated; use trafficDistribution`);
  }
  const externalIPs = spec.get('externalIPs');
  const hasExternalIPs = externalIPs.items().length > 0;
  const address = spec.get('loadBalancerIP');
  if (isHeadless) {
    for (const field of [hasExternalIPs ? externalIPs : undefined, address]) {
      if (field === undefined || !field.exists || textOf(field) === '') continue;
      const name = field === address ? 'loadBalancerIP' : 'externalIPs';
      complain(inspection, field, `${name} has no effect on a headless Service`);
    }
    if (textOf(spec.get('sessionAffinity')) === 'ClientIP') {
      const message = 'sessionAffinity has no effect on a headless Service: no proxy is between';
      complain(inspection, spec.get('sessionAffinity'), message);
    }
  } else if (hasExternalIPs && type === 'ExternalName') {
    const message = 'externalIPs have no effect on a Service of type ExternalName';
    complain(inspection, externalIPs, message);
  } else if (hasExternalIPs) {
    const message = 'externalIPs are deprecated, and some clusters do not implement them any more';
    deprecate(inspection, externalIPs, message);
  }
  const externalName = textOf(spec.get('externalName'));
  if (type !== undefined && type !== 'ExternalName' && externalName !== '') {
    const message = `externalName has no effect: the Service has type ${type === '' ? 'ClusterIP' : type}, not ExternalName`;
    complain(inspection, spec.get('externalName'), message);
  }
  const distribution = spec.get('trafficDistribution');
  if (textOf(distribution) === 'PreferClose') {
    const message = 'PreferClose is deprecated; PreferSameZone says the same';
    inspection.refuse(distribution, message, { code: 'deprecated', suggestion: 'PreferSameZone' });
  }
  const text = textOf(address);
  if (text === undefined || parseAddress(text) === undefined) return;
  const complaint = addressComplaint(text);
  if (complaint !== undefined) complain(inspection, address, `"${text}" ${complaint}`);
}

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

function warnOfClass(inspection: Inspection): void {
  const { fields } = inspection.resource;
  const annotation = fields.get('metadata').get('annotations').get(CLASS_ANNOTATION);
  if (!annotation.exists || fields.get('spec').get('ingressClassName').exists) return;
  deprecate(inspection, annotation, `${CLASS_ANNOTATION} is deprecated; use spec.ingressClassName`);
}

function warnOfPod(inspection: Inspection, spec: Field): void {
  const grace = spec.get('terminationGracePeriodSeconds');
  if ((numberOf(grace) ?? 0) < 0) {
    complain(inspection, grace, 'a negative terminationGracePeriodSeconds is taken for 1');
  }
  const names = new Map<string, string>();
  const numbers = new Map<string, string>();
  // In the server's order, which is not that in which Services look (S-233).
  for (const list of ['initContainers', 'containers']) {
    for (const container of spec.get(list).items()) {
      for (const port of container.get('ports').items()) {
        const path = inspection.relativePath(port);
        const name = textOf(port.get('name')) ?? '';
        const first = name === '' ? undefined : names.get(name);
        if (first !== undefined && !isSameContainer(first, path)) {
          const message = `a second port with the name "${name}" in this Pod; Services and probes see one of them`;
          inspection.refuse(port.get('name'), message, { code: 'warning', path });
        }
        if (first === undefined) names.set(name, path);
        const number = numberOf(port.get('containerPort')) ?? 0;
        const protocol = textOf(port.get('protocol'));
        const identity = `${number}/${protocol === '' ? 'TCP' : (protocol ?? '')}`;
        const other = numbers.get(identity);
        // Within one container it is a second name for one port, and does no harm.
        if (number !== 0 && other !== undefined && !isSameContainer(other, path)) {
          const message = `${identity} is declared by ${other} too: two containers of a Pod cannot listen on one port`;
          inspection.refuse(port.get('containerPort'), message, { code: 'warning', path });
        }
        if (other === undefined) numbers.set(identity, path);
      }
    }
  }
}

function isSameContainer(one: string, other: string): boolean {
  return one.split('.ports')[0] === other.split('.ports')[0];
}
