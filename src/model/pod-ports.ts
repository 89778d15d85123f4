import type { Container, ContainerPort } from './pod-template.ts';

/** The ports that Pods of one template serve: those of containers and sidecars, in their order. */
export class PodPorts {
  readonly all: readonly ContainerPort[];
  private byName: Map<string, ContainerPort[]> | undefined;
  private byNumber: Map<number, ContainerPort[]> | undefined;

  constructor(containers: readonly Container[]) {
    this.all = containers.flatMap(({ role, ports }) => (role === 'init' ? [] : ports));
  }

  /** The ports that bear a name, whatever their protocols. */
  named(name: string): readonly ContainerPort[] {
    this.byName ??= this.group(({ name: own }) => own?.value);
    return this.byName.get(name) ?? NONE;
  }

  /** The ports of a number, whatever their protocols. */
  numbered(number: number): readonly ContainerPort[] {
    this.byNumber ??= this.group(({ containerPort }) => containerPort?.value);
    return this.byNumber.get(number) ?? NONE;
  }

  private group<K>(keyOf: (port: ContainerPort) => K | undefined): Map<K, ContainerPort[]> {
    const groups = new Map<K, ContainerPort[]>();
    for (const port of this.all) {
      const key = keyOf(port);
      if (key === undefined) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [port]);
      else group.push(port);
    }
    return groups;
  }
}

const NONE: readonly ContainerPort[] = [];
