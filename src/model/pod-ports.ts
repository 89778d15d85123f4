import type { Container, ContainerPort } from './pod-template.ts';

/** The ports that Pods of one template serve: those of containers and sidecars, in their order. */
export class PodPorts {
  readonly all: readonly ContainerPort[];
  private byName: Map<string, ContainerPort> | undefined;
  private byNumber: Map<number, ContainerPort[]> | undefined;

  constructor(containers: readonly Container[]) {
    this.all = containers.flatMap(({ role, ports }) => (role === 'init' ? [] : ports));
  }

  /**
   * The port that a named port of a Service means: first match in declaration order, name and protocol
   * both equal, plain init containers never (S-230 to S-233).
   */
  named(name: string, protocol: string): ContainerPort | undefined {
    if (this.byName === undefined) {
      this.byName = new Map();
      for (const port of this.all) {
        const key = `${port.name?.value ?? ''}/${port.protocol.value}`;
        if (port.name !== undefined && !this.byName.has(key)) this.byName.set(key, port);
      }
    }
    return this.byName.get(`${name}/${protocol}`);
  }

  /** The ports of a number, whatever their protocols. */
  numbered(number: number): readonly ContainerPort[] {
    if (this.byNumber === undefined) {
      this.byNumber = new Map();
      for (const port of this.all) {
        const own = port.containerPort?.value;
        if (own === undefined) continue;
        const others = this.byNumber.get(own);
        if (others === undefined) this.byNumber.set(own, [port]);
        else others.push(port);
      }
    }
    return this.byNumber.get(number) ?? NONE;
  }
}

const NONE: readonly ContainerPort[] = [];
