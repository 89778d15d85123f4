import type { PodTemplate, Resource } from '../model/index.ts';
import type { KnownLabels } from './known-labels.ts';

/** Pods that are treated alike by policies: those of a workload, or those behind a Service. */
export interface PodGroup extends KnownLabels {
  /** The workload, or the Service where it is not in view who makes the Pods. */
  readonly resource: Resource;
  readonly template: PodTemplate | undefined;
}
