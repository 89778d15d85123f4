import type { Model, Service, Workload } from '../model/index.ts';
import { append } from './append.ts';
import type { External } from './external.ts';
import { isMadeElsewhere } from './foreign-labels.ts';
import { areOfTwoReleases } from './helm-release.ts';
import { NearMisses, type NearMiss } from './near-miss.ts';
import { found, missing, unknown, type Resolution } from './resolution.ts';
import { SelectionIndex, takeApart } from './selection.ts';
import type { Surroundings } from './surroundings.ts';

/** Whose Pods stand behind which Service, and whose were meant to. */
export class Backends {
  private readonly selection: SelectionIndex;
  private readonly known = new Map<Service, Resolution<readonly Workload[]>>();
  private manualNames: ReadonlySet<string | undefined> | undefined;
  private nearMisses: NearMisses | undefined;
  private selecting: Map<Workload, Service[]> | undefined;

  constructor(
    private readonly model: Model,
    private readonly surroundings: Surroundings,
    private readonly external: External,
    /** Whether all that exists is in view. */
    private readonly isClosed: boolean,
  ) {
    this.selection = new SelectionIndex(model.services, model.workloads);
  }

  /** The workloads whose Pods are behind the Service; `missing` says how many were looked at. */
  of(service: Service): Resolution<readonly Workload[]> {
    let backends = this.known.get(service);
    if (backends === undefined) {
      backends = this.select(service);
      this.known.set(service, backends);
    }
    return backends;
  }

  private select(service: Service): Resolution<readonly Workload[]> {
    const { resource, selector } = service;
    // S-104, S-106: without a selector, or as an alias, a Service selects nothing and means to.
    if (selector === undefined || service.type.value === 'ExternalName') return found([]);
    const { written, added, hasPlaceholder } = takeApart(selector);
    const selected = this.selection.select(resource.file.path, resource.namespace, written);
    if (selected.some((it) => !areOfTwoReleases(resource.file, it.resource.file))) {
      return found(selected);
    }
    if (selected.length > 0) return unknown('made-elsewhere');
    if (hasPlaceholder) return unknown('placeholder');
    if (written.length === 0 && added.length > 0) return unknown('set-at-run-time');
    if (written.some(([key, value]) => isMadeElsewhere(key, value))) {
      return unknown('made-elsewhere');
    }
    if (this.hasManualEndpoints(service)) return unknown('made-elsewhere');
    if (this.external.holdsPods(written, resource.namespace)) return unknown('declared');
    // Labels are added to selector and template alike, as far as both are written (S-1033).
    if (resource.standing === 'kustomize-labelled') return unknown('kustomize');
    const values = written.map(([, value]) => value);
    const reason = this.surroundings.mayHide(resource, values);
    if (reason !== undefined) return unknown(reason);
    const isWhole = this.isClosed || this.arePodsWrittenHere(service);
    return isWhole ? missing(this.model.workloads.length) : unknown('nothing-in-view');
  }

  /** Whether the Service's Pods would be in view, if anybody wrote them. */
  private arePodsWrittenHere(service: Service): boolean {
    const { resource } = service;
    if (this.surroundings.holdWorkloadsOf(resource)) return true;
    return this.surroundings.holdWorkloads(resource) && this.selectedElsewhere(service).length > 0;
  }

  private hasManualEndpoints({ resource }: Service): boolean {
    this.manualNames ??= new Set(this.model.manualEndpoints.map((it) => it.serviceName));
    return this.manualNames.has(resource.name.value);
  }

  /** The workload that a Service without Pods was meant for, or the nearest to it. */
  nearMissOf(service: Service): NearMiss | undefined {
    if (!this.lacksPods(service) || this.selectedElsewhere(service).length > 0) return undefined;
    this.nearMisses ??= new NearMisses(
      this.model.services.filter((it) => this.lacksPods(it)),
      this.model.workloads,
      (workload) => this.servicesOf(workload).length > 0,
    );
    return this.nearMisses.of(service);
  }

  private lacksPods(service: Service): boolean {
    const backends = this.of(service);
    if (backends.status === 'unknown') return backends.reason === 'nothing-in-view';
    return backends.status === 'missing';
  }

  /** Workloads that a Service would select if they were in its namespace (S-102). */
  selectedElsewhere({ resource, selector }: Service): readonly Workload[] {
    const { written } = takeApart(selector ?? new Map());
    return this.selection.select(resource.file.path, undefined, written);
  }

  /** The Services that select a workload's Pods. */
  servicesOf(workload: Workload): readonly Service[] {
    if (this.selecting === undefined) {
      this.selecting = new Map();
      for (const service of this.model.services) {
        const backends = this.of(service);
        if (backends.status !== 'found') continue;
        for (const selected of backends.value) append(this.selecting, selected, service);
      }
    }
    return this.selecting.get(workload) ?? [];
  }
}
