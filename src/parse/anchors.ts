import { NODE_SIZE, type NodeIndex } from './tree.ts';

/** Aliases may stand for this many values in a document; go-yaml refuses far more than is written. */
const MOST_VALUES = 1_000_000;

interface Anchor {
  readonly node: NodeIndex;
  readonly weightBefore: number;
  /** How many values it stands for, aliases followed; undefined while the node is being read. */
  weight: number | undefined;
}

export type AliasTarget =
  | { readonly status: 'found'; readonly node: NodeIndex }
  | { readonly status: 'unknown' | 'inside itself' | 'too much' };

/** The anchors of one document, and how much its aliases stand for. */
export class Anchors {
  private readonly byName = new Map<string, Anchor>();
  /** What the aliases so far stand for, each alias counted. */
  private aliased = 0;

  /** `length` is that of the nodes so far: the anchored one comes next. */
  open(name: string, length: number): void {
    const weightBefore = length / NODE_SIZE + this.aliased;
    this.byName.set(name, { node: length, weightBefore, weight: undefined });
  }

  close(name: string, length: number): void {
    const anchor = this.byName.get(name);
    // The same name may have been given again inside.
    if (anchor?.weight !== undefined || anchor === undefined) return;
    anchor.weight = length / NODE_SIZE + this.aliased - anchor.weightBefore;
  }

  follow(name: string): AliasTarget {
    const anchor = this.byName.get(name);
    if (anchor === undefined) return { status: 'unknown' };
    if (anchor.weight === undefined) return { status: 'inside itself' };
    this.aliased += anchor.weight;
    if (this.aliased > MOST_VALUES) return { status: 'too much' };
    return { status: 'found', node: anchor.node };
  }
}
