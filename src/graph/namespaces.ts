import { isResource, type Resource } from '../model/index.ts';
import { namespaceLabels, type KnownLabels } from '../traffic/index.ts';

const NO_LABELS: Resource['labels'] = new Map();

/** The namespaces in view and what is known of their labels. */
export class Namespaces {
  private readonly known = new Map<string, KnownLabels>();

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      if (!isResource(resource, '', 'Namespace')) continue;
      const { labels, standing } = resource;
      const { value } = resource.name;
      const other = this.known.get(value);
      const own = namespaceLabels(value, labels, standing === 'applied');
      this.known.set(value, other === undefined ? own : common(own, other));
    }
  }

  /** S-713: of a namespace that is not in view only its name is known. */
  labelsOf(namespace: string | undefined): KnownLabels {
    if (namespace === undefined) return { labels: new Map(), isComplete: false };
    return this.known.get(namespace) ?? namespaceLabels(namespace, NO_LABELS, false);
  }
}

/** What is certain where a namespace is written more than once: one of the places is the right one. */
function common(one: KnownLabels, other: KnownLabels): KnownLabels {
  const labels = [...one.labels].filter(([key, value]) => other.labels.get(key) === value);
  const areAlike = labels.length === one.labels.size && labels.length === other.labels.size;
  return {
    labels: new Map(labels),
    isComplete: areAlike && one.isComplete && other.isComplete,
  };
}
