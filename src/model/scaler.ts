import type { Located } from '../parse/index.ts';
import { groupOf, isResource, type Resource } from './resource.ts';

/** Something that sets how many Pods a workload has, or how large they are. */
export interface Scaler {
  readonly resource: Resource;
  readonly kind: string;
  /** Undefined where it is not stated. */
  readonly group: string | undefined;
  readonly name: Located<string>;
  /** Whether it changes the number of Pods. */
  readonly changesReplicas: boolean;
}

/** Undefined for resources that scale nothing. */
export function readScaler(resource: Resource): Scaler | undefined {
  const isVertical = isResource(resource, 'autoscaling.k8s.io', 'VerticalPodAutoscaler');
  const isKeda = resource.group === 'keda.sh' && resource.kind === 'ScaledObject';
  if (!isVertical && !isKeda && resource.kind !== 'HorizontalPodAutoscaler') return undefined;
  const target = resource.fields.get('spec').get(isVertical ? 'targetRef' : 'scaleTargetRef');
  const name = target.get('name').text();
  if (name === undefined) return undefined;
  const apiVersion = target.get('apiVersion').text()?.value;
  return {
    resource,
    // KEDA takes a Deployment where nothing else is said.
    kind: target.get('kind').text()?.value ?? 'Deployment',
    group: apiVersion === undefined ? undefined : groupOf(apiVersion),
    name,
    changesReplicas: !isVertical,
  };
}
