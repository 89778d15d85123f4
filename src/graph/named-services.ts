import type { Model, Resource, Service, ServiceReference } from '../model/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { append } from './append.ts';
import { likeness, type Likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

/** Services by their names: which one somebody means who names one that is not there. */
export class NamedServices {
  private serviceNames: SpellingIndex<Service> | undefined;
  private serviceFiles: ReadonlySet<string> | undefined;
  private idleServices: Map<string, Service[]> | undefined;

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
  idleBeside({ file, namespace }: Resource): readonly Service[] {
    if (this.idleServices === undefined) {
      this.idleServices = new Map();
      for (const service of this.model.services) {
        if (this.isNamed(service)) continue;
        append(this.idleServices, service.resource.file.directory, service);
      }
    }
    const idle = this.idleServices.get(file.directory) ?? [];
    return idle.filter(
      ({ resource }) => (resource.namespace ?? namespace) === (namespace ?? resource.namespace),
    );
  }

  /**
   * The Services that a reference to a missing one may be meant for: of almost that name and with
   * nothing else that leads to them, or the few in its own file to which nothing leads.
   */
  meantBy({ name, from }: ServiceReference): readonly Service[] {
    const idle = this.idleBeside(from);
    const alike = this.alike(name.value, from).filter((it) => idle.includes(it));
    if (alike.length > 0) return alike;
    const beside = idle.filter(({ resource }) => resource.file === from.file);
    return beside.length <= FEW_SERVICES ? beside : [];
  }

  /** Whether a file holds any Service: who writes one there writes the others there too. */
  areIn(file: SourceFile): boolean {
    this.serviceFiles ??= new Set(this.model.services.map(({ resource }) => resource.file.path));
    return this.serviceFiles.has(file.path);
  }
}

/** A file with more Services than this to which nothing leads is a collection of examples. */
const FEW_SERVICES = 3;

/** From most to least alike. */
const LIKENESSES: readonly (Likeness | undefined)[] = ['same', 'typo', 'part', undefined];
