import type { Model, Resource, Service, ServiceReference } from '../model/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { append } from './append.ts';
import { likeness, type Likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

/** Services by their names: which one somebody means who names one that is not there. */
export class NamedServices {
  private serviceNames: SpellingIndex<Service> | undefined;
  private serviceFiles: ReadonlySet<string> | undefined;
  private idleServices: ReadonlyMap<string, readonly Service[]> | undefined;
  private readonly idleAt = new Map<string, ReadonlySet<Service>>();

  /** `isNamed` tells whether any reference leads to a Service. */
  constructor(
    private readonly model: Model,
    private readonly isNamed: (service: Service) => boolean,
  ) {}

  /** Services near by whose name is like the one that is missing, the most alike first. */
  alike(name: string, from: Resource): readonly Service[] {
    if (this.serviceNames === undefined) {
      this.serviceNames = new SpellingIndex([
        ...this.model.references.map((reference) => reference.name.value),
        ...this.model.workloads.flatMap(({ serviceName }) => serviceName?.value ?? []),
      ]);
      for (const service of this.model.services) {
        const { file, name: own } = service.resource;
        this.serviceNames.add(file.path, own.value, service);
      }
    }
    const alike = this.serviceNames.nearest(from.file.path, [name], (similar) => {
      const rank = ({ resource }: Service): number =>
        LIKENESSES.indexOf(likeness(name, resource.name.value));
      const near = [...similar].filter(
        (service) =>
          rank(service) < LIKENESSES.length - 1 &&
          (from.namespace ?? service.resource.namespace) ===
            (service.resource.namespace ?? from.namespace),
      );
      return near.length > 0 ? near.sort((a, b) => rank(a) - rank(b)) : undefined;
    });
    return alike ?? [];
  }

  /** The Services in a resource's own folder to which nothing leads: one of them may be meant. */
  idleBeside({ file, namespace }: Resource): ReadonlySet<Service> {
    return this.findIdle(folderKey(file), namespace);
  }

  /** Those at a place that may be in a namespace: worked out once for all who ask. */
  private findIdle(place: string, namespace: string | undefined): ReadonlySet<Service> {
    const key = `${place}\n${namespace ?? ''}`;
    let idle = this.idleAt.get(key);
    if (idle === undefined) {
      this.idleServices ??= this.indexIdle();
      const here = this.idleServices.get(place) ?? [];
      idle = new Set(
        here.filter(
          ({ resource }) => (resource.namespace ?? namespace) === (namespace ?? resource.namespace),
        ),
      );
      this.idleAt.set(key, idle);
    }
    return idle;
  }

  private indexIdle(): ReadonlyMap<string, readonly Service[]> {
    const idle = new Map<string, Service[]>();
    for (const service of this.model.services) {
      if (this.isNamed(service)) continue;
      const { file } = service.resource;
      append(idle, folderKey(file), service);
      append(idle, file.path, service);
    }
    return idle;
  }

  /**
   * The Services that a reference to a missing one may be meant for: of almost that name and with
   * nothing else that leads to them, or the few in its own file to which nothing leads. An Ingress lies
   * in the folder of its Services.
   */
  meantBy({ name, from, family }: ServiceReference): readonly Service[] {
    const idle = this.idleBeside(from);
    const alike = this.alike(name.value, from).filter((it) => idle.has(it));
    if (alike.length > 0) return alike;
    const beside = family === 'ingress' ? idle : this.findIdle(from.file.path, from.namespace);
    return beside.size <= FEW_SERVICES ? [...beside] : [];
  }

  /** Whether a file holds any Service: who writes one there writes the others there too. */
  areIn(file: SourceFile): boolean {
    this.serviceFiles ??= new Set(this.model.services.map(({ resource }) => resource.file.path));
    return this.serviceFiles.has(file.path);
  }
}

/** Told from the path of a file by its end. */
function folderKey({ directory }: SourceFile): string {
  return `${directory}/`;
}

/** A file with more Services than this to which nothing leads is a collection of examples. */
const FEW_SERVICES = 3;

/** From most to least alike. */
const LIKENESSES: readonly (Likeness | undefined)[] = ['same', 'typo', 'part', undefined];
