import { isResource } from '../model/index.ts';
import { namespaceLabels, type KnownLabels, type LabelsOfNamespace } from '../traffic/index.ts';
import type { Cluster } from './cluster.ts';

/** The labels of every namespace: a namespace that no manifest describes has its name alone (S-131). */
export function labelsOfNamespaces(cluster: Cluster): LabelsOfNamespace {
  const known = new Map<string, KnownLabels>();
  for (const resource of cluster.current) {
    if (!isResource(resource, '', 'Namespace')) continue;
    const { value } = resource.name;
    known.set(value, namespaceLabels(value, resource.labels, true));
  }
  return (name = '') => known.get(name) ?? namespaceLabels(name, new Map(), true);
}
