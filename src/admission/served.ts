import { groupOf, type Resource } from '../model/index.ts';
import type { Inspection } from './refusal.ts';
import { schemaOf, SERVED } from './schema.ts';
import { closest, didYouMean } from './suggestion.ts';

/** The release whose API the definitions describe. */
export const NEWEST_KNOWN = '1.37';

interface Removal {
  readonly apiVersion: string;
  /** Without them: all kinds of the version. */
  readonly kinds?: string;
  readonly since: string;
  readonly instead: string;
}

/** Versions that are gone: since which release, and what took their place (S-127, S-615). */
const REMOVED: readonly Removal[] = [
  {
    apiVersion: 'extensions/v1beta1',
    kinds: 'Deployment DaemonSet ReplicaSet',
    since: '1.16',
    instead: 'apps/v1',
  },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: 'NetworkPolicy',
    since: '1.16',
    instead: 'networking.k8s.io/v1',
  },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: 'Ingress',
    since: '1.22',
    instead: 'networking.k8s.io/v1',
  },
  { apiVersion: 'extensions/v1beta1', since: '1.16', instead: '' },
  { apiVersion: 'apps/v1beta1', since: '1.16', instead: 'apps/v1' },
  { apiVersion: 'apps/v1beta2', since: '1.16', instead: 'apps/v1' },
  { apiVersion: 'batch/v2alpha1', since: '1.21', instead: 'batch/v1' },
  ...[
    'networking.k8s.io',
    'rbac.authorization.k8s.io',
    'apiextensions.k8s.io',
    'apiregistration.k8s.io',
    'authentication.k8s.io',
    'authorization.k8s.io',
    'scheduling.k8s.io',
  ].map((group) => ({ apiVersion: `${group}/v1beta1`, since: '1.22', instead: `${group}/v1` })),
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: 'ValidatingWebhookConfiguration MutatingWebhookConfiguration',
    since: '1.22',
    instead: 'admissionregistration.k8s.io/v1',
  },
  {
    apiVersion: 'coordination.k8s.io/v1beta1',
    kinds: 'Lease',
    since: '1.22',
    instead: 'coordination.k8s.io/v1',
  },
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kinds: 'CertificateSigningRequest',
    since: '1.22',
    instead: 'certificates.k8s.io/v1',
  },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: 'CSIStorageCapacity',
    since: '1.27',
    instead: 'storage.k8s.io/v1',
  },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: 'CSIDriver CSINode StorageClass VolumeAttachment',
    since: '1.22',
    instead: 'storage.k8s.io/v1',
  },
  { apiVersion: 'batch/v1beta1', kinds: 'CronJob', since: '1.25', instead: 'batch/v1' },
  ...['discovery.k8s.io', 'events.k8s.io', 'node.k8s.io'].map((group) => ({
    apiVersion: `${group}/v1beta1`,
    since: '1.25',
    instead: `${group}/v1`,
  })),
  {
    apiVersion: 'policy/v1beta1',
    kinds: 'PodDisruptionBudget',
    since: '1.25',
    instead: 'policy/v1',
  },
  { apiVersion: 'policy/v1beta1', kinds: 'PodSecurityPolicy', since: '1.25', instead: '' },
  { apiVersion: 'autoscaling/v2beta1', since: '1.25', instead: 'autoscaling/v2' },
  { apiVersion: 'autoscaling/v2beta2', since: '1.26', instead: 'autoscaling/v2' },
  ...[
    ['v1beta1', '1.26'],
    ['v1beta2', '1.29'],
    ['v1beta3', '1.32'],
  ].map(([version = '', since = '']) => ({
    apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
    since,
    instead: 'flowcontrol.apiserver.k8s.io/v1',
  })),
];

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** Kinds that OpenShift serves under the core version too, from its early days. */
const OPENSHIFT_KINDS = new Set(
  'Template Route DeploymentConfig BuildConfig Build ImageStream ImageStreamTag Project Group User Role RoleBinding ClusterRole ClusterRoleBinding PolicyBinding SecurityContextConstraints OAuthClient'.split(
    ' ',
  ),
);

interface Served {
  readonly kindsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly versionsOf: ReadonlyMap<string, readonly string[]>;
  readonly groups: ReadonlySet<string>;
}

let served: Served | undefined;

function readServed(): Served {
  if (served !== undefined) return served;
  const kindsOf = new Map<string, Set<string>>();
  const versionsOf = new Map<string, string[]>();
  for (const [apiVersion, text] of Object.entries(SERVED)) {
    const kinds = text.split(' ');
    kindsOf.set(apiVersion, new Set(kinds));
    for (const kind of kinds) {
      const versions = versionsOf.get(kind);
      if (versions === undefined) versionsOf.set(kind, [apiVersion]);
      else versions.push(apiVersion);
    }
  }
  const groups = new Set([...kindsOf.keys(), 'extensions/v1beta1'].map(groupOf));
  served = { kindsOf, versionsOf, groups };
  return served;
}

/** Whether a cluster of the newest release serves the kind; undefined where nobody here can know. */
export function isServed({ apiVersion, kind, group }: Resource): boolean | undefined {
  const { kindsOf, groups } = readServed();
  if (kindsOf.get(apiVersion)?.has(kind) === true) return true;
  if (!groups.has(group)) return undefined;
  return kind.endsWith('List') || (group === '' && OPENSHIFT_KINDS.has(kind)) ? undefined : false;
}

/** Whether all kinds of the group are known: it is Kubernetes' own, or the Gateway API's. */
export function isGroupOfKubernetes(group: string): boolean {
  return readServed().groups.has(group);
}

/** Kinds whose fields are the same in the version that took the place of a removed one, but for a few. */
const UNCHANGED = new Set(
  'Deployment ReplicaSet DaemonSet StatefulSet CronJob PodDisruptionBudget NetworkPolicy'.split(
    ' ',
  ),
);

/**
 * Refuses kinds and versions that the server lacks. Returns the version by which the fields are to be
 * judged: what it refuses, the one that was removed refused too. Undefined where none is known.
 */
export function checkKind(inspection: Inspection): string | undefined {
  const { resource } = inspection;
  const { apiVersion, kind, group } = resource;
  const verdict = isServed(resource);
  if (verdict === true) return schemaOf(apiVersion, kind) === undefined ? undefined : apiVersion;
  if (verdict === undefined) checkForeignGroup(inspection);
  else if (!refuseRemoved(inspection)) refuseUnknown(inspection, group);
  else if (UNCHANGED.has(kind)) return removalOf(resource)?.instead;
  return undefined;
}

/** `core/v1`, `networking/v1`: a group without a dot is no custom one, so it is misspelt. */
function checkForeignGroup(inspection: Inspection): void {
  const { apiVersion, kind, group, fields } = inspection.resource;
  const { groups, versionsOf } = readServed();
  const versions = versionsOf.get(kind);
  if (groups.has(group) || group.includes('.') || versions === undefined) return;
  const suggestion = versions.at(-1);
  const message = `there is no API group "${group}"; ${kind} is of ${versions.join(', ')}, not ${apiVersion}`;
  inspection.refuse(fields.get('apiVersion'), message, { code: 'kind-unknown', suggestion });
}

function refuseRemoved(inspection: Inspection): boolean {
  const { apiVersion, kind, group, version, fields } = inspection.resource;
  const entry = removalOf(inspection.resource);
  if (entry === undefined && !/^v[0-9]+(?:alpha|beta)[0-9]+$/.test(version)) return false;
  // A plain version of no kind of Kubernetes is that of another tool.
  if (entry === undefined && group === '' && !readServed().versionsOf.has(kind)) return true;
  const [newest] = (readServed().versionsOf.get(kind) ?? []).filter((it) => groupOf(it) === group);
  const instead = entry === undefined ? newest : entry.instead;
  const hint =
    instead === undefined || instead === '' ? '' : `; use ${instead}, whose fields may differ`;
  const message =
    entry !== undefined
      ? `${kind} of ${apiVersion} was removed in Kubernetes ${entry.since}${hint}`
      : group === GATEWAY_GROUP
        ? `${kind} of ${apiVersion} is no longer served by Gateway API 1.7${hint}`
        : `${kind} of ${apiVersion} is not served by Kubernetes ${NEWEST_KNOWN}${hint}`;
  inspection.refuse(fields.get('apiVersion'), message, { code: 'version-removed' });
  return true;
}

/** The release that removed what a manifest uses; undefined where no release is known. */
export function removedSince(resource: Resource): string | undefined {
  return removalOf(resource)?.since;
}

function removalOf({ apiVersion, kind }: Resource): Removal | undefined {
  return REMOVED.find(
    (it) =>
      it.apiVersion === apiVersion &&
      (it.kinds === undefined || it.kinds.split(' ').includes(kind)),
  );
}

function refuseUnknown(inspection: Inspection, group: string): void {
  const { apiVersion, kind, fields } = inspection.resource;
  const { kindsOf, versionsOf } = readServed();
  const code = 'kind-unknown';
  const here = kindsOf.get(apiVersion);
  const elsewhere = versionsOf.get(kind);
  if (elsewhere !== undefined) {
    const own = elsewhere.filter((it) => groupOf(it) === group);
    const [suggestion] = own.length > 0 ? own : elsewhere;
    const message = `there is no ${kind} in ${apiVersion}${didYouMean(suggestion)}`;
    inspection.refuse(fields.get('apiVersion'), message, { code, suggestion });
    return;
  }
  const suggestion = closest(SHORT_NAMES[kind.toLowerCase()] ?? kind, here ?? versionsOf.keys());
  // Other tools write plain versions too: only what resembles a kind of Kubernetes is meant as one.
  if (group === '' && suggestion === undefined) return;
  const message = `there is no kind ${kind} in ${apiVersion}${didYouMean(suggestion)}`;
  inspection.refuse(fields.get('kind'), message, { code, suggestion });
}

/** What kubectl calls kinds in short. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  svc: 'Service',
  deploy: 'Deployment',
  sts: 'StatefulSet',
  ds: 'DaemonSet',
  rs: 'ReplicaSet',
  rc: 'ReplicationController',
  po: 'Pod',
  ns: 'Namespace',
  cm: 'ConfigMap',
  ep: 'Endpoints',
  ing: 'Ingress',
  netpol: 'NetworkPolicy',
  pdb: 'PodDisruptionBudget',
  cj: 'CronJob',
};
