import type { Container, ContainerPort } from './pod-template.ts';

/** The ports that Pods of one template serve: those of containers and sidecars, in their order. */
export class PodPorts {
  readonly all: readonly ContainerPort[];
  private byName: Map<string, ContainerPort[]> | undefined;
  private byNumber: Map<number, ContainerPort[]> | undefined;
  private owners: Map<ContainerPort, Container> | undefined;

  constructor(private readonly containers: readonly Container[]) {
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

  /** The port to which a Service's target leads. */
  targeted(target: number | string, protocol: string): ContainerPort | undefined {
    const ports = typeof target === 'number' ? this.numbered(target) : this.named(target);
    return ports.find((port) => port.protocol.value === protocol);
  }

  /** The container that declares a port. */
  ownerOf(port: ContainerPort): Container | undefined {
    this.owners ??= new Map(
      this.containers.flatMap((owner) => owner.ports.map((own) => [own, owner] as const)),
    );
    return this.owners.get(port);
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
