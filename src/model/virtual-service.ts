import type { Located } from '../parse/index.ts';
import { isResource, type Resource } from './resource.ts';

/** An Istio Gateway as a VirtualService names it (6.6). */
export interface MeshGatewayRef {
  readonly name: Located<string>;
  readonly namespace: string | undefined;
}

/** Istio's VirtualService: here only the Gateways that it binds to. */
export interface VirtualService {
  readonly resource: Resource;
  readonly gateways: readonly MeshGatewayRef[];
}

/** Stands for all sidecars of the mesh. */
const MESH = 'mesh';

/** Undefined for resources that are no VirtualServices. */
export function readVirtualService(resource: Resource): VirtualService | undefined {
  if (!isResource(resource, 'networking.istio.io', 'VirtualService')) return undefined;
  return {
    resource,
    gateways: resource.fields
      .get('spec')
      .get('gateways')
      .items()
      .flatMap((field) => {
        const written = field.text();
        if (written === undefined || written.value === MESH) return [];
        const [first = '', second] = written.value.split('/');
        // A name alone means the VirtualService's own namespace; `./name` says so.
        const stated = second === undefined || first === '.' ? resource.namespace : first;
        return [{ name: written.with(second ?? first), namespace: stated }];
      }),
  };
}
