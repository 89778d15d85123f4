import type { Field } from '../parse/index.ts';
import type { Resource } from './resource.ts';

/** Endpoints written by hand: an EndpointSlice, or the older Endpoints (S-406, S-411). */
export interface ManualEndpoints {
  readonly resource: Resource;
  /** The Service they belong to: a label of the slice, the name of Endpoints. */
  readonly serviceName: string | undefined;
  readonly addresses: readonly string[];
  readonly ports: readonly { readonly name: string; readonly port: number | undefined }[];
}

const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

export function readManualEndpoints(resource: Resource): ManualEndpoints | undefined {
  if (resource.kind === 'EndpointSlice' && resource.group === 'discovery.k8s.io') {
    return {
      resource,
      serviceName: resource.labels.get(SERVICE_NAME_LABEL)?.value.value,
      addresses: resource.fields
        .get('endpoints')
        .items()
        .flatMap((endpoint) => texts(endpoint.get('addresses').items())),
      ports: readPorts(resource.fields.get('ports')),
    };
  }
  if (resource.kind === 'Endpoints' && resource.group === '') {
    const subsets = resource.fields.get('subsets').items();
    return {
      resource,
      serviceName: resource.name.value,
      addresses: subsets.flatMap((subset) =>
        subset
          .get('addresses')
          .items()
          .flatMap((address) => texts([address.get('ip')])),
      ),
      ports: subsets.flatMap((subset) => readPorts(subset.get('ports'))),
    };
  }
  return undefined;
}

function texts(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => field.text()?.value ?? []);
}

function readPorts(field: Field): { name: string; port: number | undefined }[] {
  return field.items().map((port) => ({
    name: port.get('name').text()?.value ?? '',
    port: port.get('port').number()?.value,
  }));
}
