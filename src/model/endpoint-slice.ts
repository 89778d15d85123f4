import type { Field } from '../parse/index.ts';
import type { Resource } from './resource.ts';

/** A port of hand-written endpoints: the number on the backend, whatever the Service says (S-407). */
export interface ManualPort {
  /** Empty where none is written. */
  readonly name: string;
  readonly protocol: string;
  readonly port: number | undefined;
  readonly appProtocol: string | undefined;
}

/** Addresses that stand together in an endpoint, and what is said of them. */
export interface ManualEndpoint {
  readonly addresses: readonly string[];
  readonly hostname: string | undefined;
  /** A condition that is not written counts as ready. */
  readonly isReady: boolean;
}

/** Endpoints that share their ports: a whole EndpointSlice, or a subset of Endpoints. */
export interface ManualEndpointGroup {
  readonly ports: readonly ManualPort[];
  readonly endpoints: readonly ManualEndpoint[];
}

/** Endpoints written by hand: an EndpointSlice, or the older Endpoints (S-406, S-411). */
export interface ManualEndpoints {
  readonly resource: Resource;
  readonly form: 'slice' | 'endpoints';
  /** The Service they belong to: a label of the slice, the name of Endpoints. */
  readonly serviceName: string | undefined;
  /** Who says that it looks after the slice; a controller takes away what bears its name (S-410). */
  readonly managedBy: string | undefined;
  /** Whether the mirroring controller leaves these Endpoints alone (S-411). */
  readonly isNotMirrored: boolean;
  readonly groups: readonly ManualEndpointGroup[];
  readonly addresses: readonly string[];
  readonly ports: readonly ManualPort[];
}

const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
const SKIP_MIRROR_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';

export function readManualEndpoints(resource: Resource): ManualEndpoints | undefined {
  if (resource.kind === 'EndpointSlice' && resource.group === 'discovery.k8s.io') {
    return manualEndpoints(
      resource,
      'slice',
      resource.labels.get(SERVICE_NAME_LABEL)?.value.value,
      [
        {
          ports: readPorts(resource.fields.get('ports')),
          endpoints: resource.fields.get('endpoints').items().map(readSliceEndpoint),
        },
      ],
    );
  }
  if (resource.kind === 'Endpoints' && resource.group === '') {
    const groups = resource.fields
      .get('subsets')
      .items()
      .map((subset) => ({
        ports: readPorts(subset.get('ports')),
        endpoints: [
          ...readAddresses(subset.get('addresses'), true),
          ...readAddresses(subset.get('notReadyAddresses'), false),
        ],
      }));
    return manualEndpoints(resource, 'endpoints', resource.name.value, groups);
  }
  return undefined;
}

function manualEndpoints(
  resource: Resource,
  form: ManualEndpoints['form'],
  serviceName: string | undefined,
  groups: readonly ManualEndpointGroup[],
): ManualEndpoints {
  return {
    resource,
    form,
    serviceName,
    managedBy: resource.labels.get(MANAGED_BY_LABEL)?.value.value,
    isNotMirrored:
      resource.labels.get(SKIP_MIRROR_LABEL)?.value.value === 'true' ||
      resource.annotations.has(LEADER_ANNOTATION),
    groups,
    addresses: groups.flatMap(({ endpoints }) =>
      endpoints.flatMap(({ addresses, isReady }) => (isReady ? addresses : [])),
    ),
    ports: groups.flatMap(({ ports }) => ports),
  };
}

function readSliceEndpoint(endpoint: Field): ManualEndpoint {
  return {
    addresses: texts(endpoint.get('addresses').items()),
    hostname: endpoint.get('hostname').text()?.value,
    isReady: endpoint.get('conditions').get('ready').value() !== false,
  };
}

function readAddresses(list: Field, isReady: boolean): ManualEndpoint[] {
  return list.items().flatMap((address) => {
    const ip = address.get('ip').text()?.value;
    if (ip === undefined) return [];
    return [{ addresses: [ip], hostname: address.get('hostname').text()?.value, isReady }];
  });
}

function texts(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => field.text()?.value ?? []);
}

function readPorts(field: Field): ManualPort[] {
  return field.items().map((port) => {
    const protocol = port.get('protocol').text()?.value ?? '';
    return {
      name: port.get('name').text()?.value ?? '',
      protocol: protocol === '' ? 'TCP' : protocol,
      port: port.get('port').number()?.value,
      appProtocol: port.get('appProtocol').text()?.value,
    };
  });
}
