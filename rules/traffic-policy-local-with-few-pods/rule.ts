import {
  defineRule,
  describeResource,
  readLocalPolicy,
  readPodNumbers,
  type Workload,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'traffic-policy-local-with-few-pods',
  title: 'Service takes traffic only on nodes that run one of its Pods, and has a single Pod',
  category: 'exposure',
  severity: 'info',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy',
    'https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip',
  ],
  messages: {
    single: (data: { service: string; workload: string }) =>
      `with externalTrafficPolicy: Local a node drops what comes for ${data.service} unless it runs a Pod of it, and ${data.workload} has a single Pod; run one on every node, or use Cluster`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const policy = readLocalPolicy(service);
      if (policy === undefined) continue;
      const backends = graph.backendsOf(service);
      const [workload, another] = backends.status === 'found' ? backends.value : [];
      if (workload === undefined || another !== undefined || !hasOnePod(workload)) continue;
      const data = {
        service: describeResource(service.resource),
        workload: describeResource(workload.resource),
      };
      const replicas = workload.resource.fields.get('spec').get('replicas').anchor();
      const related = [{ message: `${data.workload} has one Pod`, at: replicas }];
      report(policy, 'single', data, { related });
    }
  },
});

/** Unless something scales it later. */
function hasOnePod(workload: Workload): boolean {
  const { resource, isBuiltIn } = workload;
  return isBuiltIn && resource.standing === 'applied' && readPodNumbers(workload).count === 1;
}
