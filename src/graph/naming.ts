import type { Model, Resource, Service, Workload } from '../model/index.ts';
import { append } from './append.ts';
import type { Hosts, HostUse } from './host-resolution.ts';
import { areNeighbours } from './neighbourhood.ts';

/** Pods that are told the name of a Service in view. */
export interface Naming {
  readonly from: Workload;
  readonly service: Service;
  readonly use: HostUse;
}

/** Who names which Service for certain: in its own configuration, or in a file that it reads. */
export function findNamings(model: Model, hosts: Hosts): Naming[] {
  const consumers = readConsumers(model);
  const workloads = new Map(model.workloads.map((it) => [it.resource, it]));
  return hosts.uses.flatMap((use): Naming[] => {
    const { answer, mention } = use;
    // What a probe names the kubelet asks for, from its node.
    if (answer.status !== 'found' || !answer.isCertain || mention.source.readBy !== 'pod')
      return [];
    const [service, another] = answer.services;
    if (service === undefined || another !== undefined) return [];
    const { from } = mention.source;
    const own = workloads.get(from);
    const sources = own === undefined ? (consumers.get(configKey(from)) ?? []) : [own];
    return sources
      .filter(({ resource }) => resource === from || areNeighbours(resource, from))
      .map((source) => ({ from: source, service, use }));
  });
}

function configKey({ kind, name, namespace }: Resource): string {
  return `${kind} ${namespace ?? ''} ${name.value}`;
}

/** Who mounts or loads which ConfigMaps and Secrets. */
function readConsumers(model: Model): Map<string, Workload[]> {
  const consumers = new Map<string, Workload[]>();
  for (const workload of model.workloads) {
    const { namespace } = workload.resource;
    const spec = workload.template.fields.get('spec');
    const names = new Set<string>();
    const add = (kind: string, name: string | undefined): void => {
      if (name !== undefined) names.add(`${kind} ${namespace ?? ''} ${name}`);
    };
    for (const volume of spec.get('volumes').items()) {
      add('ConfigMap', volume.get('configMap').get('name').text()?.value);
      add('Secret', volume.get('secret').get('secretName').text()?.value);
      for (const source of volume.get('projected').get('sources').items()) {
        add('ConfigMap', source.get('configMap').get('name').text()?.value);
        add('Secret', source.get('secret').get('name').text()?.value);
      }
    }
    for (const { fields } of workload.template.containers) {
      for (const source of fields.get('envFrom').items()) {
        add('ConfigMap', source.get('configMapRef').get('name').text()?.value);
        add('Secret', source.get('secretRef').get('name').text()?.value);
      }
    }
    for (const name of names) append(consumers, name, workload);
  }
  return consumers;
}
