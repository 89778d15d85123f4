import type { ParseOptions } from '../../parse/index.ts';

/** How the documents of a run were read: by our scanner, or by `yaml`, which takes forty times as long. */
export class ParsingTally {
  /** By who read them; those that the scanner refused also by the reason. */
  readonly documents = { scanner: 0, yaml: 0, template: 0 };
  readonly refused = new Map<string, number>();

  readonly count: NonNullable<ParseOptions['onTier']> = (tier, reason) => {
    this.documents[tier]++;
    if (tier === 'yaml' && reason !== undefined) {
      this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
    }
  };

  /** The reasons by their names. */
  get reasons(): readonly (readonly [reason: string, documents: number])[] {
    return [...this.refused].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  describe(): string {
    const { scanner, yaml, template } = this.documents;
    const reasons = this.reasons.map(([reason, documents]) => `${reason} ${documents}`);
    const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
    return `documents read by the scanner: ${scanner}; by yaml: ${yaml}${why}; templates, not read: ${template}`;
  }
}
