import { isClusterScoped } from '../model/index.ts';
import type { Field } from '../parse/index.ts';
import { checkText } from './check.ts';
import {
  dnsLabel,
  dnsSubdomain,
  labelValue,
  pathSegment,
  qualifiedName,
  remembering,
  type Grammar,
} from './format.ts';
import type { Inspection, RefusalDetails } from './refusal.ts';
import { isFilledIn, textOf, writtenText } from './value.ts';

/** Kinds whose names are not DNS subdomains. */
const NAME_GRAMMARS: ReadonlyMap<string, Grammar> = new Map<string, Grammar>([
  ['/Service', dnsLabel],
  ['/Namespace', dnsLabel],
  ['apps/StatefulSet', dnsLabel],
  ['batch/CronJob', cronJobName],
  ['policy/PodDisruptionBudget', pathSegment],
  ['apiregistration.k8s.io/APIService', pathSegment],
]);

/** Jobs are named after their CronJob, with 11 characters more. */
const LONGEST_CRON_JOB = 52;

function cronJobName(text: string): string | undefined {
  const complaint = dnsSubdomain(text);
  if (complaint !== undefined || text.length <= LONGEST_CRON_JOB) return complaint;
  return `has ${text.length} characters; at most ${LONGEST_CRON_JOB} leave room for the names of its Jobs`;
}

export function checkMetadata(inspection: Inspection): void {
  const { fields, group, kind } = inspection.resource;
  const metadata = fields.get('metadata');
  const grammar = NAME_GRAMMARS.get(`${group}/${kind}`) ?? dnsSubdomain;
  const code = 'metadata';
  const name = metadata.get('name');
  const generateName = metadata.get('generateName');
  if (textOf(name) === '' && textOf(generateName) === '') {
    inspection.refuse(name, 'the object has no name', { code, isAbsence: true });
  }
  if (!isStandIn(name)) checkText(inspection, name, grammar, { code });
  // What is generated has letters and digits after the prefix, which may therefore end in a "-".
  checkText(inspection, generateName, (text) => grammar(text.replace(/-$/, 'x')), { code });
  const namespace = metadata.get('namespace');
  if (!isClusterScoped(group, kind) && !isStandIn(namespace)) {
    checkText(inspection, namespace, dnsLabel, { code });
  }
  checkLabels(inspection, metadata.get('labels'), { code });
  checkAnnotations(inspection, metadata.get('annotations'), { code });
  if (textOf(metadata.get('resourceVersion')) !== '') {
    const message =
      'this was read from a cluster: resourceVersion belongs to an object that exists, and the API server creates none with it; take it out, with uid, creationTimestamp and status';
    const at = metadata.get('resourceVersion');
    inspection.refuse(at, message, { code: 'exported', atKey: true });
  }
}

/** A name of signs alone stands for one that comes later. */
function isStandIn(name: Field): boolean {
  return /^[^a-z0-9]+$/i.test(textOf(name) ?? '');
}

const labelKey = remembering(qualifiedName);
/** Capitals are let through, also before the "/". */
const annotationKey = remembering((text) => qualifiedName(text.toLowerCase()));

/** Keys and values of labels; the server names the whole map (S-110). */
export function checkLabels(
  inspection: Inspection,
  labels: Field,
  details: RefusalDetails = {},
): void {
  const whole = (): RefusalDetails => ({ path: inspection.relativePath(labels), ...details });
  for (const entry of labels.entries()) {
    const { name, value } = entry;
    const complaint = labelKey(name);
    if (complaint !== undefined) {
      if (isFilledIn(name)) continue;
      inspection.refuseAt(entry.key, `label key "${name}" ${complaint}`, whole());
    }
    const text = writtenText(value);
    const problem = text === undefined ? undefined : labelValue(text);
    if (problem !== undefined && !isFilledIn(text ?? '')) {
      inspection.refuse(value, `"${text ?? ''}" ${problem}`, whole());
    }
  }
}

export function checkAnnotations(
  inspection: Inspection,
  annotations: Field,
  details: RefusalDetails = {},
): void {
  for (const entry of annotations.entries()) {
    const { name } = entry;
    const complaint = annotationKey(name);
    if (complaint === undefined || isFilledIn(name)) continue;
    const path = inspection.relativePath(annotations);
    inspection.refuseAt(entry.key, `annotation key "${name}" ${complaint}`, { path, ...details });
  }
}
