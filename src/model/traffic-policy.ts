import type { Located } from '../parse/index.ts';
import type { Service } from './service.ts';

/** `sessionAffinity: ClientIP`; undefined for any other. */
export function readClientAffinity({ resource }: Service): Located<string> | undefined {
  const affinity = resource.fields.get('spec').get('sessionAffinity').string();
  return affinity?.value === 'ClientIP' ? affinity : undefined;
}

/** `externalTrafficPolicy: Local`: nodes without a Pod take no traffic from outside (S-367). */
export function readLocalPolicy({ resource }: Service): Located<string> | undefined {
  const policy = resource.fields.get('spec').get('externalTrafficPolicy').string();
  return policy?.value === 'Local' ? policy : undefined;
}
