import type { Resource } from '../model/index.ts';
import { findEdges, type Cluster, type EdgeKind } from '../cluster/index.ts';

/** What a drawing shows, before it is put into a language. */
export interface Picture {
  /** By namespace. */
  readonly groups: ReadonlyMap<string, readonly PictureNode[]>;
  readonly lines: readonly PictureLine[];
}

export interface PictureNode {
  /** Unique, letters and digits only. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Named by something given, but not given itself. */
  readonly isMissing: boolean;
}

export interface PictureLine {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}

interface Ends {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

function endOf({ kind, namespace, name }: Resource): Ends {
  return { kind, namespace, name: name.value };
}

/** Services and workloads, and everything that has to do with one of them. */
export function toPicture(cluster: Cluster): Picture {
  const nodes = new Map<string, PictureNode>();
  const groups = new Map<string, PictureNode[]>();
  const enter = ({ kind, namespace, name }: Ends, isMissing: boolean): string => {
    const key = `${kind}/${namespace ?? ''}/${name}`;
    let node = nodes.get(key);
    if (node === undefined) {
      node = { id: `n${nodes.size + 1}`, kind, name, isMissing };
      nodes.set(key, node);
      const group = groups.get(namespace ?? '');
      if (group === undefined) groups.set(namespace ?? '', [node]);
      else group.push(node);
    }
    return node.id;
  };
  for (const { resource } of [...cluster.services, ...cluster.workloads]) {
    enter(endOf(resource), false);
  }
  const lines = findEdges(cluster).map(({ kind, from, to, target }) => ({
    kind,
    from: enter(endOf(from), false),
    to: enter(to, target === undefined),
  }));
  const unique = new Map(lines.map((it) => [`${it.from} ${it.to} ${it.kind}`, it]));
  return { groups, lines: [...unique.values()] };
}
