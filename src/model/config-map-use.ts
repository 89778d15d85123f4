import type { Field } from '../parse/index.ts';
import type { PodTemplate } from './pod-template.ts';

/** A ConfigMap that Pods read. */
export interface ConfigMapUse {
  readonly name: string;
  /** Mounted as files, in which a program's own configuration may stand. */
  readonly isMounted: boolean;
}

export function readConfigMapUses({ fields, containers }: PodTemplate): readonly ConfigMapUse[] {
  const uses: ConfigMapUse[] = [];
  const add = (name: Field, isMounted: boolean): void => {
    const text = name.text()?.value;
    if (text !== undefined) uses.push({ name: text, isMounted });
  };
  for (const volume of (fields as Field).get('spec').get('volumes').items()) {
    add(volume.get('configMap').get('name'), true);
    for (const source of volume.get('projected').get('sources').items()) {
      add(source.get('configMap').get('name'), true);
    }
  }
  for (const container of containers) {
    for (const source of container.fields.get('envFrom').items()) {
      add(source.get('configMapRef').get('name'), false);
    }
    for (const variable of container.fields.get('env').items()) {
      add(variable.get('valueFrom').get('configMapKeyRef').get('name'), false);
    }
  }
  return uses;
}
