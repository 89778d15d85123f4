import { Cluster } from '../../src/cluster/index.ts';
import { readModel, type Resource } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

/** A cluster to which the texts were applied, each a file of its own. */
export function clusterOf(...texts: readonly string[]): Cluster {
  return clusterOn(undefined, ...texts);
}

/** The same for a release of Kubernetes. */
export function clusterOn(
  kubernetesVersion: string | undefined,
  ...texts: readonly string[]
): Cluster {
  const documents = texts.flatMap((text, index) =>
    parseManifest(new SourceFile(`${index + 1}.yaml`, text)),
  );
  return new Cluster(readModel(documents, { namespace: 'default', asWritten: true }), {
    kubernetesVersion,
  });
}

/** `Service shop/cart`, with its namespace even where that is default. */
export function nameOf({ kind, namespace, name }: Resource): string {
  return `${kind} ${namespace ?? 'default'}/${name.value}`;
}

export function applied(cluster: Cluster): string[] {
  return cluster.objects
    .filter(({ refusal }) => refusal === undefined)
    .map(({ resource }) => resource.name.value);
}

/** A Service in one line of YAML. */
export function service(name: string, spec: string, namespace = 'default'): string {
  return `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${spec}}}\n`;
}

/** A workload with one container, in YAML; `more` goes beside the template. */
export function workload(
  kind: string,
  name: string,
  {
    labels = `app: ${name}`,
    ports = '{name: http, containerPort: 8080}',
    more = '',
    pod = '',
  } = {},
): string {
  const restarts = kind === 'Job' || kind === 'CronJob' ? 'restartPolicy: Never, ' : '';
  const spec = `${restarts}containers: [{name: main, image: ${name}, ports: [${ports}]}]${pod === '' ? '' : `, ${pod}`}`;
  if (kind === 'Pod') {
    return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {${labels}}}, spec: {${spec}}}\n`;
  }
  if (kind === 'CronJob') {
    const job = `jobTemplate: {spec: {template: {metadata: {labels: {${labels}}}, spec: {${spec}}}}}`;
    return `{apiVersion: batch/v1, kind: CronJob, metadata: {name: ${name}}, spec: {schedule: "* * * * *", ${job}}}\n`;
  }
  const apiVersion = kind === 'Job' ? 'batch/v1' : 'apps/v1';
  const template = `template: {metadata: {labels: {${labels}}}, spec: {${spec}}}`;
  const selector = kind === 'Job' ? '' : `selector: {matchLabels: {${labels}}}, `;
  return `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}}, spec: {${selector}${more === '' ? '' : `${more}, `}${template}}}\n`;
}

/** Documents in YAML, one after the other. */
export function stream(...documents: readonly string[]): string {
  return documents.map((it) => `---\n${it}`).join('');
}
