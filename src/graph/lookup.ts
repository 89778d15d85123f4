import type { Model, Resource, ResourceRef, Service, ServiceReference } from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import { append } from './append.ts';
import type { External } from './external.ts';
import { isForeignService } from './foreign-services.ts';
import { found, missing, unknown, type Resolution } from './resolution.ts';
import { ScopedIndex } from './scope.ts';
import type { Surroundings } from './surroundings.ts';

/** Which object a name means to whoever names it. */
export class Lookup {
  private readonly byIdentity = new ScopedIndex<Resource>();
  private readonly serviceOf = new Map<Resource, Service>();
  private incoming: Map<Service, ServiceReference[]> | undefined;

  constructor(
    private readonly model: Model,
    private readonly surroundings: Surroundings,
    private readonly external: External,
    /** Whether all that exists is in view. */
    private readonly isClosed: boolean,
  ) {
    for (const resource of model.resources) {
      this.byIdentity.add(resource.file.path, identityKey(resource), resource);
    }
    for (const service of model.services) this.serviceOf.set(service.resource, service);
  }

  /** The object that `ref` means when it is named by `from`; the nearest, where several exist. */
  find(ref: ResourceRef, from: Resource): Resolution<readonly Resource[]> {
    const key = `${ref.group}/${ref.kind}/${ref.name}`;
    const mayShareNamespace = (resource: Resource): boolean =>
      ref.namespace === undefined ||
      resource.namespace === undefined ||
      resource.namespace === ref.namespace;
    const nearest = this.byIdentity.nearest(from.file.path, (lookUp) => {
      const here = lookUp(key).filter(mayShareNamespace);
      return here.length > 0 ? here : undefined;
    });
    if (nearest !== undefined) return found(nearest);
    if (isPlaceholder(ref.name) || isPlaceholder(ref.namespace ?? '')) {
      return unknown('placeholder');
    }
    if (ref.group === '' && ref.kind === 'Service' && isForeignService(ref.name)) {
      return unknown('made-elsewhere');
    }
    if (this.isDeclared(ref)) return unknown('declared');
    const reason = this.surroundings.mayHide(from, [ref.name]);
    if (reason !== undefined) return unknown(reason);
    const isWhole = this.isClosed || this.surroundings.holdServices(from);
    return isWhole ? missing(this.model.resources.length) : unknown('nothing-in-view');
  }

  private isDeclared({ group, kind, name, namespace }: ResourceRef): boolean {
    if (this.external.holdsNamespace(namespace)) return true;
    return group === '' && kind === 'Service' && this.external.holdsService(name, namespace);
  }

  findService(
    name: string,
    namespace: string | undefined,
    from: Resource,
  ): Resolution<readonly Service[]> {
    const resolution = this.find({ group: '', kind: 'Service', name, namespace }, from);
    if (resolution.status !== 'found') return resolution;
    return found(resolution.value.flatMap((resource) => this.serviceOf.get(resource) ?? []));
  }

  /** The Services that a reference may mean: several where copies lie equally near. */
  serviceFor({ name, namespace, from }: ServiceReference): Resolution<readonly Service[]> {
    return this.findService(name.value, namespace, from);
  }

  /** All objects of a kind and name, wherever they are: for "there is one in namespace x". */
  everywhere(group: string, kind: string, name: string): readonly Resource[] {
    return this.byIdentity.all(`${group}/${kind}/${name}`);
  }

  asService(resource: Resource): Service | undefined {
    return this.serviceOf.get(resource);
  }

  /** The references that lead to a Service. */
  referencesTo(service: Service): readonly ServiceReference[] {
    if (this.incoming === undefined) {
      this.incoming = new Map();
      for (const reference of this.model.references) {
        const resolution = this.serviceFor(reference);
        if (resolution.status !== 'found') continue;
        for (const target of resolution.value) append(this.incoming, target, reference);
      }
    }
    return this.incoming.get(service) ?? [];
  }
}

function identityKey(resource: Resource): string {
  return `${resource.group}/${resource.kind}/${resource.name.value}`;
}
