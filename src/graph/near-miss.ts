import type { Label, Labels, Resource, Service, Workload } from '../model/index.ts';
import { likeness, type Likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';
import { takeApart } from './selection.ts';

/** What a Pod template says in the place of one label of a selector. */
export interface LabelDifference {
  readonly wanted: Label;
  /** The label that stands there instead: another value, or another key. Undefined: none. */
  readonly actual: Label | undefined;
  /** How far it means the same; another usual key for the same thing counts as `same`. */
  readonly likeness: Likeness | undefined;
}

/** Why it is certain which workload a selector means although it does not match. */
export type NearMissEvidence =
  /** The workload's own selector asks for the same: its template is at fault (S-124). */
  | 'own-selector'
  /** The workload's own labels match, and its template's do not: nobody copies them (S-103). */
  | 'own-labels'
  /** All that differs is spelling. */
  | 'spelling'
  /** The identifying labels agree and a single other one does not. */
  | 'one-label';

/** What looks for Pods by their labels: a Service, a PodDisruptionBudget. */
export type Selecting = Pick<Service, 'resource' | 'selector'>;

/** The workload that comes nearest to what a selector asks for. */
export interface NearMiss {
  readonly workload: Workload;
  readonly differences: readonly LabelDifference[];
  /** Undefined where the workload is merely the nearest. */
  readonly evidence: NearMissEvidence | undefined;
}

/** Keys by which people say which application a Pod belongs to; one is as usual as the other. */
const IDENTIFYING = new Set([
  ...['app', 'app.kubernetes.io/name', 'k8s-app', 'name', 'run', 'application', 'service'],
  ...['io.kompose.service', 'component', 'app.kubernetes.io/component'],
]);

/** Keys under which a whole group of applications carries one value: they identify nothing. */
const GROUPING =
  /(?:^|\/)(?:part-of|managed-by|created-by|instance|release|heritage|chart|version|env|environment|stage|tier|team|owner|group|project|category|type|layer|provider)$/;

/** `app=web instead of app=wbe`, `no label tier`: what the Pods have, as a sentence shows it. */
export function describeDifference({ wanted, actual }: LabelDifference): string {
  const { key, value } = wanted;
  if (actual === undefined) return `no label ${key.value}`;
  return `${actual.key.value}=${actual.value.value} instead of ${key.value}=${value.value}`;
}

/**
 * Finds the workload that a selector without Pods was meant for. Candidates come from an index of
 * similar names, never from comparing all with all.
 */
export class NearMisses {
  private readonly index: SpellingIndex<Workload>;
  private readonly known = new Map<Selecting, NearMiss | undefined>();

  /** `unmatched` are those to be asked about, `isTaken` tells what another one selects. */
  constructor(
    unmatched: readonly Selecting[],
    workloads: readonly Workload[],
    private readonly isTaken: (workload: Workload) => boolean,
  ) {
    this.index = new SpellingIndex(unmatched.flatMap(namesIn));
    for (const workload of workloads) {
      if (workload.isBatch || workload.resource.standing !== 'applied') continue;
      const { file, name, labels } = workload.resource;
      const all = [workload.template.labels, workload.selector?.matchLabels, labels];
      const names = new Set([name.value, ...all.flatMap((it) => telling(it))]);
      for (const text of names) this.index.add(file.path, text, workload);
    }
  }

  of(service: Selecting): NearMiss | undefined {
    if (!this.known.has(service)) this.known.set(service, this.find(service));
    return this.known.get(service);
  }

  private find(service: Selecting): NearMiss | undefined {
    const { file, namespace } = service.resource;
    const wanted = wantedLabels(service);
    let merelyNearest: NearMiss | undefined;
    const certain = this.index.nearest(file.path, namesIn(service), (similar) => {
      const candidates = [...similar]
        .filter(({ resource }) => sharesNamespace(resource.namespace, namespace))
        .map((workload) => judge(service, wanted, workload, this.isTaken(workload)))
        .sort((a, b) => rankOf(a) - rankOf(b));
      const [best] = candidates;
      if (best === undefined) return undefined;
      merelyNearest ??= candidates.find((it) => isWorthNaming(it, service));
      if (best.evidence === undefined) return undefined;
      const equallyNear = candidates.filter((it) => rankOf(it) === rankOf(best));
      // Where two different ones may be meant, none is meant for certain.
      return new Set(equallyNear.map(remedyOf)).size > 1 ? { ...best, evidence: undefined } : best;
    });
    return certain ?? merelyNearest;
  }
}

function namesIn(service: Selecting): string[] {
  return [service.resource.name.value, ...telling(service.selector)];
}

/** The values of labels that can tell one application from another. */
function telling(labels: Labels | undefined): string[] {
  return [...(labels ?? [])].flatMap(([key, { value }]) => (GROUPING.test(key) ? [] : value.value));
}

function sharesNamespace(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** Something about it is like what the Service wants. */
function isWorthNaming({ workload, differences }: NearMiss, service: Selecting): boolean {
  return (
    namesTheService(workload.resource.name.value, service) ||
    differences.length < (service.selector?.size ?? 0) ||
    differences.some(({ likeness: alike }) => alike !== undefined)
  );
}

const ORDER: readonly NearMissEvidence[] = ['own-selector', 'own-labels', 'spelling', 'one-label'];

/** Better evidence first, then fewer differences. */
function rankOf({ evidence, differences }: NearMiss): number {
  const order = evidence === undefined ? ORDER.length : ORDER.indexOf(evidence);
  return order * 100 + differences.length;
}

/** What would have to be written in the selector. */
function remedyOf({ differences }: NearMiss): string {
  return differences
    .map(({ wanted, actual }) => `${wanted.key.value}:${actual?.key.value}=${actual?.value.value}`)
    .join(',');
}

/** The labels of the selector that must stand in a template. */
function wantedLabels({ selector }: Selecting): readonly Label[] {
  const { written } = takeApart(selector ?? new Map());
  return written.flatMap(([key]) => selector?.get(key) ?? []);
}

/** Where more labels than this differ, nobody misspelt them: each would be compared with all others. */
const MOST_MISSPELT = 20;

function judge(
  service: Selecting,
  selector: readonly Label[],
  workload: Workload,
  isTaken: boolean,
): NearMiss {
  const agreeing = selector.filter((label) => agrees(label, workload));
  const differing = selector.filter((label) => !agrees(label, workload));
  const differences =
    differing.length > MOST_MISSPELT
      ? differing.map((wanted) => ({ wanted, actual: undefined, likeness: undefined }))
      : differing.map((wanted) => compare(wanted, workload, service));
  const candidate = { service, workload, agreeing, differences, isTaken };
  return { workload, differences, evidence: evidenceFor(candidate) };
}

function agrees({ key, value }: Label, { template }: Workload): boolean {
  return template.labels.get(key.value)?.value.value === value.value;
}

function compare(wanted: Label, workload: Workload, service: Selecting): LabelDifference {
  const { labels } = workload.template;
  const sameKey = labels.get(wanted.key.value);
  const alike = sameKey && likeness(sameKey.value.value, wanted.value.value);
  if (alike !== undefined) return { wanted, actual: sameKey, likeness: alike };
  const bearsTheName = namesTheService(workload.resource.name.value, service);
  for (const [key, label] of labels) {
    const isFree = service.selector?.has(key) !== true;
    const inOtherWords = isFree && likeness(label.value.value, wanted.value.value) === 'same';
    if (inOtherWords && (bearsTheName || meansTheSameKey(key, wanted.key.value))) {
      return { wanted, actual: label, likeness: 'same' };
    }
  }
  return { wanted, actual: sameKey, likeness: undefined };
}

function meansTheSameKey(one: string, other: string): boolean {
  if (IDENTIFYING.has(one) && IDENTIFYING.has(other)) return true;
  const alike = likeness(withoutPrefix(one), withoutPrefix(other));
  return alike === 'same' || alike === 'typo';
}

function withoutPrefix(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

interface Candidate {
  readonly service: Selecting;
  readonly workload: Workload;
  readonly agreeing: readonly Label[];
  readonly differences: readonly LabelDifference[];
  /** Another Service selects it: it is there for that one. */
  readonly isTaken: boolean;
}

function evidenceFor(candidate: Candidate): NearMissEvidence | undefined {
  const { service, workload, agreeing, differences } = candidate;
  const selector = [...agreeing, ...differences.map(({ wanted }) => wanted)];
  const bearsTheName = namesTheService(workload.resource.name.value, service);
  if (!bearsTheName && !isBeside(workload.resource, service.resource)) return undefined;
  if (selector.every(({ key }) => GROUPING.test(key.value))) return undefined;
  if (carriesAll(workload.selector?.matchLabels, selector)) return 'own-selector';
  if (carriesAll(workload.resource.labels, selector)) return 'own-labels';
  if (differences.every((it) => isMereSpelling(it, candidate))) return 'spelling';
  const [difference] = differences;
  if (differences.length > 1 || difference === undefined || candidate.isTaken) return undefined;
  const isIdentified = agreeing.some((it) => IDENTIFYING.has(it.key.value));
  if (bearsTheName) {
    // The name and nothing else proves nothing, unless the same key holds another value.
    const sharesKey = IDENTIFYING.has(difference.wanted.key.value) && difference.actual;
    return agreeing.length > 0 || sharesKey !== undefined ? 'one-label' : undefined;
  }
  if (!isIdentified || namesTheService(difference.wanted.value.value, service)) return undefined;
  const agreesInTheName = agreeing.some((it) => namesTheService(it.value.value, service));
  return agreesInTheName || difference.actual === undefined ? 'one-label' : undefined;
}

/** In the Service's own folder or below. What lies farther off is another application's, mostly. */
function isBeside(resource: Resource, { file }: Resource): boolean {
  const { directory } = file;
  return directory === '' || `${resource.file.directory}/`.startsWith(`${directory}/`);
}

function carriesAll(labels: Labels | undefined, wanted: readonly Label[]): boolean {
  return wanted.every(({ key, value }) => labels?.get(key.value)?.value.value === value.value);
}

function isMereSpelling(difference: LabelDifference, candidate: Candidate): boolean {
  const { service, workload, isTaken } = candidate;
  if (difference.likeness === 'same') return true;
  if (difference.likeness === undefined || isTaken) return false;
  return (
    difference.likeness === 'typo' ||
    namesTheService(workload.resource.name.value, service) ||
    namesTheService(difference.actual?.value.value ?? '', service)
  );
}

/** Words that tell one Service of an application from its other Services. */
export const FACE =
  /[-.](?:external|internal|public|private|i?lb|load-?balancer|headless|hl|node-?port|np)$/;

/** Whether a name is the Service's, but for words that say what sort of object bears it. */
function namesTheService(name: string, { resource }: Selecting): boolean {
  return likeness(name, resource.name.value.replace(FACE, '')) === 'same';
}
