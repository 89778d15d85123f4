import { isResource, type MeshGatewayRef, type Model, type Resource } from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import { areNeighbours } from './neighbourhood.ts';
import { likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

/** A Gateway of Istio that a VirtualService names, is not in view, and another that is meant. */
export interface MissingMeshGateway {
  readonly from: Resource;
  readonly ref: MeshGatewayRef;
  readonly meant: Resource;
}

/**
 * The Gateways that VirtualServices bind to and that are not there, as far as one beside them bears
 * almost that name.
 */
export function findMissingMeshGateways(model: Model): MissingMeshGateway[] {
  const gateways = model.resources.filter((it) => isResource(it, 'networking.istio.io', 'Gateway'));
  const places = new Map<string, Set<string | undefined>>();
  const names = new SpellingIndex<Resource>(
    model.virtualServices.flatMap((it) => it.gateways.map(({ name }) => name.value)),
  );
  for (const gateway of gateways) {
    const name = gateway.name.value;
    places.set(name, (places.get(name) ?? new Set()).add(gateway.namespace));
    names.add(gateway.file.path, name, gateway);
  }
  const exists = ({ name, namespace }: MeshGatewayRef): boolean => {
    const known = places.get(name.value);
    if (known === undefined) return false;
    return namespace === undefined || known.has(undefined) || known.has(namespace);
  };
  return model.virtualServices.flatMap(({ resource, gateways: refs }) =>
    refs.flatMap((ref) => {
      if (isPlaceholder(ref.name.value) || exists(ref)) return [];
      const meant = names.nearest(resource.file.path, [ref.name.value], (similar) =>
        [...similar].find(
          (it) =>
            areNeighbours(it, resource) &&
            likeness(it.name.value, ref.name.value) !== undefined &&
            [undefined, it.namespace].includes(ref.namespace ?? it.namespace),
        ),
      );
      return meant === undefined ? [] : [{ from: resource, ref, meant }];
    }),
  );
}
