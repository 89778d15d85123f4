import { isResource, type Model } from '../model/index.ts';
import type { Document, Field, Located } from '../parse/index.ts';
import type { WorldOptions } from './world.ts';

/** Why we believe that nodes cannot be reached from outside; without a place, the user said so. */
export interface PrivateNodes {
  readonly reason: string;
  readonly at: Located<unknown> | undefined;
}

/** Undefined where nothing says so, or something says that a node has a public address. */
export function findPrivateNodes(model: Model, options: WorldOptions): PrivateNodes | undefined {
  if (options.nodes === 'public') return undefined;
  if (options.nodes === 'private') {
    return { reason: 'the nodes are private (--nodes private)', at: undefined };
  }
  const nodes = model.resources
    .filter((resource) => isResource(resource, '', 'Node'))
    .map(({ name, fields }) => ({ name, addresses: fields.get('status').get('addresses') }))
    .filter(({ addresses }) => addresses.items().length > 0);
  if (nodes.some(({ addresses }) => addresses.items().some(isExternal))) return undefined;
  const [node] = nodes;
  if (node !== undefined) {
    return { reason: `node ${node.name.value} has no ExternalIP`, at: node.addresses.anchor() };
  }
  for (const document of model.documents) {
    const at = clusterDefinition(document);
    if (at !== undefined) return { reason: 'the cluster is defined with private nodes', at };
  }
  return undefined;
}

function isExternal(address: Field): boolean {
  const type = address.get('type').value();
  return type === 'ExternalIP' || type === 'ExternalDNS';
}

/** Where an eksctl or Config Connector definition says that all nodes are private. */
function clusterDefinition({ root }: Document): Located<unknown> | undefined {
  const apiVersion = root.get('apiVersion').string()?.value ?? '';
  if (apiVersion.startsWith('eksctl.io/')) {
    const groups = [...root.get('nodeGroups').items(), ...root.get('managedNodeGroups').items()];
    const settings = groups.map((group) => group.get('privateNetworking'));
    return settings.every((setting) => setting.value() === true)
      ? settings[0]?.anchor()
      : undefined;
  }
  if (apiVersion.startsWith('container.cnrm.cloud.google.com/')) {
    const setting = root.get('spec').get('privateClusterConfig').get('enablePrivateNodes');
    return setting.value() === true ? setting.anchor() : undefined;
  }
  return undefined;
}
