import { servedPorts, type Container, type Service, type Workload } from '../model/index.ts';
import { hasKnownContainers } from './port-target.ts';
import type { Resolution } from './resolution.ts';
import { takeApart, type LabelPair } from './selection.ts';

/** Why a workload is not one of those that a Service is for. */
export type OutsiderReason =
  /** Its Pods run to completion and serve nothing. */
  | 'runs-to-completion'
  /** Its Pods declare ports, and none to which the Service leads. */
  | 'other-ports'
  /** It is another component of the application, made from another image. */
  | 'other-component';

/** A workload that a Service selects beside those that it is for. */
export interface Outsider {
  readonly outsider: Workload;
  readonly reason: OutsiderReason;
  /** The workload that the Service is for. */
  readonly insider: Workload;
  /** A number of the Pods to which the Service leads. */
  readonly port: number;
  /** A label that tells the two apart, and that the Service could ask for. */
  readonly telling: LabelPair | undefined;
}

/** Labels by which the parts of one application are told apart. */
const COMPONENT_KEYS = ['app.kubernetes.io/component', 'component', 'tier'];

/**
 * The first workload behind a Service that disagrees with the others on what they are. Versions of one
 * program agree, as those of a canary or of blue and green do (users.md 1.2). Only ports that are
 * targeted by number count: a name leaves out the Pods that do not declare it (S-230).
 */
export function findOutsider(
  service: Service,
  backends: Resolution<readonly Workload[]>,
): Outsider | undefined {
  // Peers find all members of a group under a headless Service, whatever each of them serves.
  if (backends.status !== 'found' || backends.value.length < 2 || service.isHeadless)
    return undefined;
  if (service.resource.standing !== 'applied') return undefined;
  // What is selected by a role that is given at run time cannot be told from the templates.
  if (takeApart(service.selector ?? new Map()).added.length > 0) return undefined;
  const workloads = backends.value.filter(({ replicas }) => replicas !== 0);
  if (!workloads.every(hasKnownContainers)) return undefined;
  const targets = numericTargets(service);
  const insider = workloads.find((it) => !it.isBatch && portOf(it, targets) !== undefined);
  const port = insider && portOf(insider, targets);
  if (insider === undefined || port === undefined) return undefined;
  for (const outsider of workloads) {
    const reason = compare(outsider, insider, targets);
    if (reason === undefined) continue;
    return { outsider, reason, insider, port, telling: findTelling(insider, outsider) };
  }
  return undefined;
}

/** The first port of its Pods to which the Service leads. */
function portOf({ template }: Workload, targets: ReadonlySet<number>): number | undefined {
  for (const { containerPort } of servedPorts(template)) {
    if (containerPort !== undefined && targets.has(containerPort.value)) return containerPort.value;
  }
  return undefined;
}

function numericTargets({ ports }: Service): ReadonlySet<number> {
  const targets = ports.flatMap(({ targetPort }) => targetPort?.value ?? []);
  return new Set(targets.filter((target) => typeof target === 'number'));
}

function compare(
  outsider: Workload,
  insider: Workload,
  targets: ReadonlySet<number>,
): OutsiderReason | undefined {
  if (outsider === insider) return undefined;
  if (portOf(outsider, targets) === undefined) {
    if (outsider.isBatch) return 'runs-to-completion';
    if (servedPorts(outsider.template).length > 0) return 'other-ports';
  }
  return isOtherComponent(outsider, insider) ? 'other-component' : undefined;
}

function isOtherComponent(one: Workload, other: Workload): boolean {
  const differs = COMPONENT_KEYS.some((key) => {
    const [first, second] = [one, other].map(
      ({ template }) => template.labels.get(key)?.value.value,
    );
    return first !== undefined && second !== undefined && first !== second;
  });
  return differs && !imagesOf(one).some((image) => imagesOf(other).includes(image));
}

/** The images of a workload's containers, without tags. */
function imagesOf({ template }: Workload): readonly string[] {
  return template.containers.flatMap((container: Container) => {
    const image =
      container.role === 'main' ? container.fields.get('image').text()?.value : undefined;
    return image === undefined ? [] : image.replace(/(?::[^/:@]*)?(?:@.*)?$/, '');
  });
}

/** Keys whose values say what a Pod is, rather than which version of it. */
const TELLING_KEYS = [
  ...COMPONENT_KEYS,
  ...['app.kubernetes.io/name', 'app', 'k8s-app', 'name', 'role', 'run', 'service'],
];

function findTelling(insider: Workload, outsider: Workload): LabelPair | undefined {
  for (const key of TELLING_KEYS) {
    const value = insider.template.labels.get(key)?.value.value;
    if (value !== undefined && outsider.template.labels.get(key)?.value.value !== value) {
      return [key, value];
    }
  }
  return undefined;
}
