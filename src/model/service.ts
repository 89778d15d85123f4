import type {
  Service as ServiceFields,
  ServicePort as ServicePortFields,
} from 'kubernetes-types/core/v1.js';
import type { Field, Located } from '../parse/index.ts';
import { readLabels, type Labels } from './labels.ts';
import type { Resource } from './resource.ts';

/** A port of a Service, with the API server's defaults applied (S-202, S-203). */
export interface ServicePort {
  readonly name: Located<string> | undefined;
  /** Undefined when it is missing or no number. */
  readonly port: Located<number> | undefined;
  readonly protocol: Located<string>;
  /** As written, or the value of `port`; 0 and "" count as not written. */
  readonly targetPort: Located<number | string> | undefined;
  readonly writesTargetPort: boolean;
  readonly nodePort: Located<number> | undefined;
  readonly appProtocol: Located<string> | undefined;
  readonly at: Located<unknown>;
}

export interface Service {
  readonly resource: Resource;
  /** `ClusterIP` when not written. */
  readonly type: Located<string>;
  /** `clusterIP: None`, and not ExternalName. */
  readonly isHeadless: boolean;
  /** Undefined when absent, null or empty: such a Service selects nothing (S-104, S-105). */
  readonly selector: Labels | undefined;
  readonly selectorAt: Located<unknown>;
  readonly ports: readonly ServicePort[];
  readonly externalName: Located<string> | undefined;
  readonly clusterIP: Located<string> | undefined;
  readonly publishesNotReady: boolean;
}

export function readService(resource: Resource): Service {
  const spec = (resource.fields as Field<ServiceFields>).get('spec');
  const written = spec.get('type').string();
  // The empty text takes the default too (recorded beside 113).
  const type =
    written === undefined || written.value === '' ? spec.get('type').located('ClusterIP') : written;
  const clusterIP = spec.get('clusterIP').string() ?? spec.get('clusterIPs').items()[0]?.string();
  const selector = readLabels(spec.get('selector'));
  return {
    resource,
    type,
    isHeadless: clusterIP?.value === 'None' && type.value !== 'ExternalName',
    selector: selector.size === 0 ? undefined : selector,
    selectorAt: spec.get('selector').anchor(),
    ports: spec.get('ports').items().map(readServicePort),
    externalName: spec.get('externalName').string(),
    clusterIP,
    publishesNotReady: spec.get('publishNotReadyAddresses').value() === true,
  };
}

function readServicePort(field: Field<ServicePortFields>): ServicePort {
  const port = field.get('port').number();
  const written = field.get('targetPort').intOrString();
  const writesTargetPort = written !== undefined && written.value !== 0 && written.value !== '';
  const protocol = field.get('protocol').string();
  return {
    name: field.get('name').text(),
    port,
    protocol:
      protocol === undefined || protocol.value === ''
        ? field.get('protocol').located('TCP')
        : protocol,
    targetPort: writesTargetPort ? written : port,
    writesTargetPort,
    nodePort: field.get('nodePort').number(),
    appProtocol: field.get('appProtocol').string(),
    at: field.anchor(),
  };
}

/** The name by which slices and references know the port; empty for a Service's only port. */
export function servicePortName(port: ServicePort): string {
  return port.name?.value ?? '';
}

/** All ports of a Service as a sentence lists them. */
export function describePorts({ ports }: Service): string {
  return ports.length === 0 ? 'none' : ports.map(describeServicePort).join(', ');
}

/** `80 "http"`, `53/UDP`: a Service port as a sentence shows it. */
export function describeServicePort(port: ServicePort): string {
  const number = port.port === undefined ? '?' : String(port.port.value);
  const protocol = port.protocol.value === 'TCP' ? '' : `/${port.protocol.value}`;
  return port.name === undefined
    ? `${number}${protocol}`
    : `${number}${protocol} "${port.name.value}"`;
}
