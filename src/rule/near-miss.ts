import {
  describeDifference,
  type LabelDifference,
  type MissedPods,
  type NearMiss,
  type PodSelecting,
} from '../graph/index.ts';
import { describeResource, formatLabels } from '../model/index.ts';
import { replaceValue } from './replacement.ts';
import type { Fix, Located, Related, Report } from './rule.ts';

/** How a selector misses the workload that it is meant for: the place, the words, the way out. */
export interface DescribedMiss {
  /** The key or the value that is wrong. */
  readonly at: Located<unknown>;
  readonly workload: string;
  /** `app=cart instead of app=crat`: what the Pods have. */
  readonly differences: string;
  readonly related: Related[];
  readonly fix: Fix | undefined;
}

/** Undefined where nothing differs. */
export function describeNearMiss(nearMiss: NearMiss): DescribedMiss | undefined {
  const { workload, differences } = nearMiss;
  const [first] = differences;
  if (first === undefined) return undefined;
  const isOtherKey = first.actual && first.actual.key.value !== first.wanted.key.value;
  return {
    at: isOtherKey === true ? first.wanted.key : first.wanted.value,
    workload: describeResource(workload.resource),
    differences: differences.map(describeDifference).join(' and '),
    related: otherEnds(nearMiss),
    fix: changeSelector(differences),
  };
}

/** What is said of a selector that nearly matches; the words are each rule's own. */
type MissedPodsMessages = Readonly<{
  nearMiss: (data: { selector: string; workload: string; differences: string }) => string;
}>;

/** Reports the selectors that take no Pod and nearly match a workload. */
export function reportMissedPods(
  missed: readonly MissedPods<PodSelecting>[],
  report: Report<MissedPodsMessages>,
): void {
  for (const { selecting, nearMiss } of missed) {
    const miss = describeNearMiss(nearMiss);
    if (miss === undefined) continue;
    const { at, workload, differences, ...details } = miss;
    const labels = [...selecting.podSelector.matchLabels];
    const selector = formatLabels(labels.map(([key, { value }]) => [key, value.value]));
    report(at, 'nearMiss', { selector, workload, differences }, details);
  }
}

function otherEnds({ workload, differences, evidence }: NearMiss): Related[] {
  const name = describeResource(workload.resource);
  const own = evidence === 'own-labels' ? differences : [];
  return [
    ...differences.map(({ wanted, actual }) => ({
      message:
        actual === undefined
          ? `the Pods of ${name} have no label ${wanted.key.value}`
          : `the Pods of ${name} have ${actual.key.value}=${actual.value.value}`,
      at: actual?.value ?? workload.template.labelsAt,
    })),
    ...own.flatMap(({ wanted }) => {
      const label = workload.resource.labels.get(wanted.key.value);
      return label === undefined
        ? []
        : [{ message: `${name} itself has ${wanted.key.value}`, at: label.value }];
    }),
  ];
}

/** Makes the selector say what the Pods have; a label that they lack cannot be mended here. */
function changeSelector(differences: readonly LabelDifference[]): Fix | undefined {
  const edits = [];
  const changes = [];
  for (const { wanted, actual } of differences) {
    if (actual === undefined) return undefined;
    const key = replaceValue(wanted.key, actual.key.value);
    const value = replaceValue(wanted.value, actual.value.value);
    if (key === undefined || value === undefined) return undefined;
    if (key.text !== wanted.key.text) edits.push(key);
    if (value.text !== wanted.value.text) edits.push(value);
    changes.push(`${actual.key.value}=${actual.value.value}`);
  }
  return { title: `Select ${changes.join(',')}`, safe: false, edits };
}
