import { NODE_SIZE, NodeKind, packKey, unpackKind, type NodeIndex } from '../tree.ts';

/** Nodes of the document at hand, in memory that is used again for the next one. */
export class NodeBuffer {
  private nodes = new Int32Array(NODE_SIZE * 1024);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  add(kind: number, start: number, end: number): NodeIndex {
    const index = this.length;
    if (index + NODE_SIZE > this.nodes.length) this.grow();
    const { nodes } = this;
    nodes[index] = kind;
    nodes[index + 1] = start;
    nodes[index + 2] = end;
    this.length = index + NODE_SIZE;
    nodes[index + 3] = this.length;
    return index;
  }

  /** Ends a collection: all that was added since is in it. */
  close(index: NodeIndex, end: number): void {
    this.nodes[index + 2] = end;
    this.nodes[index + 3] = this.length;
  }

  setKeyNumber(key: NodeIndex, number: number): void {
    this.nodes[key] = packKey(this.kindOf(key), number);
  }

  kindOf(index: NodeIndex): number {
    return unpackKind(this.nodes[index] ?? NodeKind.Empty);
  }

  startOf(index: NodeIndex): number {
    return this.nodes[index + 1] ?? 0;
  }

  endOf(index: NodeIndex): number {
    return this.nodes[index + 2] ?? 0;
  }

  isCollection(index: NodeIndex): boolean {
    const kind = this.kindOf(index);
    return kind === NodeKind.Mapping || kind === NodeKind.Sequence;
  }

  copy(): Int32Array {
    return this.nodes.slice(0, this.length);
  }

  private grow(): void {
    const larger = new Int32Array(this.nodes.length * 2);
    larger.set(this.nodes);
    this.nodes = larger;
  }
}
