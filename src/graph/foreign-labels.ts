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
  ...['master', 'primary', 'leader', 'active', 'true'],
  ...['replica', 'secondary', 'slave', 'follower', 'standby'],
]);
const ROLE_KEY = /(?:^|[-_./])(?:role|leader|active|master|primary|state|elected)$|instanceRole$/i;

/** Set on the running Pod by a leader election: Patroni, Vault, Redis … (semantics 1.6, trap 4). */
export function isRunTimeRole(key: string, value: string): boolean {
  return ROLE_VALUES.has(value.toLowerCase()) && ROLE_KEY.test(key);
}

/** Domains under which operators label the Pods they make from custom resources (semantics 1.5). */
const OPERATOR_DOMAINS = new Set([
  ...['agones.dev', 'arangodb.com', 'argoproj.io', 'cattle.io', 'ceph.io', 'cnpg.io'],
  ...['confluent.io', 'couchbase.com', 'crunchydata.com', 'datastax.com', 'druid.io'],
  ...['etcd.database.coreos.com', 'gateway.envoyproxy.io', 'gateway.networking.k8s.io'],
  ...['jaegertracing.io', 'jobset.sigs.k8s.io', 'k0sproject.io', 'k8s.elastic.co', 'kruise.io'],
  ...['kubeflow.org', 'kubevirt.io', 'leaderworkerset.sigs.k8s.io', 'min.io', 'mongodb.com'],
  ...['mysql.oracle.com', 'operator.prometheus.io', 'operator.victoriametrics.com'],
  ...['opstreelabs.in', 'percona.com', 'rabbitmq.com', 'ray.io', 'redis.io', 'rook.io'],
  ...['scylladb.com', 'serving.knative.dev', 'strimzi.io', 'tekton.dev', 'vitess.io'],
  ...['zalan.do', 'zalando.org'],
]);
/** The same for keys without a domain. */
const OPERATOR_KEYS = new Set([
  ...['prometheus', 'alertmanager', 'thanos-ruler', 'kubevirt.io', 'confluent-platform'],
  ...['spilo-role', 'cluster-name', 'connection-pooler'],
  ...['spark-role', 'spark-app-selector', 'eventlistener', 'redis_setup_type', 'etcd_cluster'],
  ...['rook_cluster', 'rook_object_store', 'ceph_daemon_id', 'cockroachdb-cluster'],
]);
/** Static Pods and add-ons that a cluster brings along (`data.md`, trap 3). */
const CLUSTER_COMPONENT =
  /^(?:kube-(?:apiserver|scheduler|controller-manager|proxy|dns)|etcd|coredns|kubelet)$/;
const COMPONENT_KEYS = new Set(['component', 'k8s-app', 'tier', 'app.kubernetes.io/component']);

/** Whether Pods with this label come from an operator or the cluster and never from a manifest. */
export function isMadeElsewhere(key: string, value: string): boolean {
  if (OPERATOR_KEYS.has(key)) return true;
  if (key.endsWith('/managed-by') && /operator|controller/i.test(value)) return true;
  if (COMPONENT_KEYS.has(key) && (CLUSTER_COMPONENT.test(value) || value === 'control-plane')) {
    return true;
  }
  const slash = key.indexOf('/');
  for (let domain = key.slice(0, Math.max(slash, 0)); domain !== '';) {
    if (OPERATOR_DOMAINS.has(domain)) return true;
    const dot = domain.indexOf('.');
    domain = dot < 0 ? '' : domain.slice(dot + 1);
  }
  return false;
}
