import type { ExternalObjects } from './external.ts';

/** What the user tells us about the world around the manifests. */
export interface WorldOptions {
  /** `closed`: all that exists is in view. */
  readonly world: 'open' | 'closed';
  /** Whether nodes can be reached from outside; undefined when nobody said. */
  readonly nodes: 'private' | 'public' | undefined;
  /** Such as `1.37`: which cluster the manifests are for. */
  readonly kubernetesVersion?: string | undefined;
  /** The numbers that the cluster gives to node ports; 30000-32767 when nobody said. */
  readonly nodePortRange?: { readonly from: number; readonly to: number } | undefined;
  /** The zone of the cluster's own names; undefined when nobody said, and usually cluster.local. */
  readonly clusterDomain?: string | undefined;
  readonly external?: ExternalObjects | undefined;
}
