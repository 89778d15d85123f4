import type { NetworkPolicy } from '../model/index.ts';
import type { PodGroup } from '../traffic/index.ts';

/** The policies of one namespace, to be found by the Pods that they may select. */
export class PolicyIndex {
  readonly all: NetworkPolicy[] = [];
  /** By the first label of their selectors, which Pods must have to be selected. */
  private readonly byLabel = new Map<string, NetworkPolicy[]>();
  /** Those whose selectors ask for no label in particular. */
  private readonly unlabelled: NetworkPolicy[] = [];
  private readonly positions = new Map<NetworkPolicy, number>();

  add(policy: NetworkPolicy): void {
    this.positions.set(policy, this.all.length);
    this.all.push(policy);
    const [label] = policy.selector.matchLabels;
    if (label === undefined) {
      this.unlabelled.push(policy);
      return;
    }
    const [key, { text }] = label;
    const pair = `${key}=${text}`;
    const list = this.byLabel.get(pair);
    if (list === undefined) this.byLabel.set(pair, [policy]);
    else list.push(policy);
  }

  /** In the order of reading: all but those that certainly do not select the Pods. */
  thatMaySelect({ labels, isComplete }: PodGroup): readonly NetworkPolicy[] {
    if (!isComplete) return this.all;
    const policies = [...this.unlabelled];
    for (const [key, value] of labels)
      policies.push(...(this.byLabel.get(`${key}=${value}`) ?? []));
    const positionOf = (policy: NetworkPolicy): number => this.positions.get(policy) ?? 0;
    return policies.sort((a, b) => positionOf(a) - positionOf(b));
  }
}
