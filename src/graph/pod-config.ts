import {
  readConfigMapUses,
  type Resource,
  type ResourceRef,
  type Workload,
} from '../model/index.ts';
import type { Resolution } from './resolution.ts';

/** Texts of the ConfigMaps that Pods read; undefined where one is mounted and not in view. */
export function readPodConfig(
  { resource, template }: Workload,
  find: (ref: ResourceRef, from: Resource) => Resolution<readonly Resource[]>,
): readonly string[] | undefined {
  const texts: string[] = [];
  for (const { name, isMounted } of readConfigMapUses(template)) {
    const ref = { group: '', kind: 'ConfigMap', name, namespace: resource.namespace };
    const maps = find(ref, resource);
    if (maps.status === 'found') texts.push(...maps.value.map(textOf));
    else if (isMounted) return undefined;
  }
  return texts;
}

/** The resource as it is written. */
function textOf({ fields, file }: Resource): string {
  const extent = fields.extent();
  return extent === undefined ? '' : file.text.slice(extent.start, extent.end);
}
