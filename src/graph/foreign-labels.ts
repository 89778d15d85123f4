/**
 * Labels that stand in no manifest because somebody else puts them on Pods. A selector may use them
 * all the same.
 */

/** Stamped by Kubernetes' own controllers on the Pods of a template (semantics 1.3). */
const INJECTED = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-name',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'rollouts-pod-template-hash',
]);

export function isInjectedLabel(key: string): boolean {
  return INJECTED.has(key);
}

const ROLE_VALUES = new Set([
  'master',
  'primary',
  'leader',
  'active',
  'replica',
  'secondary',
  'slave',
  'follower',
  'standby',
  'true',
]);
const ROLE_KEY = /(?:^|[-_./])(?:role|leader|active|master|primary|state|elected)$|instanceRole$/i;

/** Set on the running Pod by a leader election: Patroni, Vault, Redis … (semantics 1.6, trap 4). */
export function isRunTimeRole(key: string, value: string): boolean {
  return ROLE_VALUES.has(value.toLowerCase()) && ROLE_KEY.test(key);
}

/** Keys by which operators label the Pods they make from custom resources (semantics 1.5). */
const OPERATOR_KEY =
  /^(?:(?:[\w.-]+\.)?(?:strimzi\.io|cnpg\.io|k8s\.elastic\.co|operator\.prometheus\.io|crunchydata\.com|zalan\.do|zalando\.org|serving\.knative\.dev|kubevirt\.io|min\.io|ray\.io|kubeflow\.org|datastax\.com|agones\.dev|jaegertracing\.io|tekton\.dev|argoproj\.io|percona\.com|mysql\.oracle\.com|mongodb\.com|rabbitmq\.com|opstreelabs\.in|leaderworkerset\.sigs\.k8s\.io|jobset\.sigs\.k8s\.io|gateway\.networking\.k8s\.io|gateway\.envoyproxy\.io|rook\.io|ceph\.io|kruise\.io|confluent\.io|k0sproject\.io|cattle\.io|operator\.victoriametrics\.com|vitess\.io|druid\.io|arangodb\.com|couchbase\.com|scylladb\.com|redis\.io|etcd\.database\.coreos\.com)(?:\/.*)?|prometheus|alertmanager|thanos-ruler|spilo-role|cluster-name|spark-role|spark-app-selector|eventlistener|redis_setup_type|etcd_cluster|rook_cluster|rook_object_store|ceph_daemon_id|cockroachdb-cluster)$/;

export function isOperatorLabel(key: string): boolean {
  return OPERATOR_KEY.test(key);
}
