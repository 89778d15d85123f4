import { wildcard } from '../model/index.ts';
import type { LabelPair } from './selection.ts';

/** What the user says exists and is given nowhere. In names `*` stands for any text. */
export interface ExternalObjects {
  /** `name`, or `namespace/name`. */
  readonly services?: readonly string[];
  /** Pods by labels that they carry, among others. */
  readonly pods?: readonly ExternalPods[];
  /** Namespaces that hold more than what is given. */
  readonly namespaces?: readonly string[];
  /** `group/Kind`: of such objects a controller makes Services and Pods. */
  readonly operators?: readonly string[];
}

export interface ExternalPods {
  readonly labels: Readonly<Record<string, string | number | boolean>>;
  readonly namespace?: string;
}

type Matches = (text: string) => boolean;

/** Answers whether something may exist because the user says so. */
export class External {
  private readonly services: readonly { readonly namespace: Matches; readonly name: Matches }[];
  private readonly pods: readonly {
    readonly namespace: Matches;
    readonly labels: ReadonlyMap<string, Matches>;
  }[];
  private readonly namespaces: readonly Matches[];

  constructor({ services = [], pods = [], namespaces = [] }: ExternalObjects = {}) {
    this.services = services.map((it) => {
      const slash = it.indexOf('/');
      const namespace = slash < 0 ? '*' : it.slice(0, slash);
      return { namespace: wildcard(namespace), name: wildcard(it.slice(slash + 1)) };
    });
    this.pods = pods.map(({ labels, namespace = '*' }) => ({
      namespace: wildcard(namespace),
      labels: new Map(Object.entries(labels).map(([key, value]) => [key, wildcard(String(value))])),
    }));
    this.namespaces = namespaces.map(wildcard);
  }

  holdsNamespace(namespace: string | undefined): boolean {
    return namespace !== undefined && this.namespaces.some((matches) => matches(namespace));
  }

  holdsService(name: string, namespace: string | undefined): boolean {
    return this.services.some(
      (it) => it.name(name) && (namespace === undefined || it.namespace(namespace)),
    );
  }

  /**
   * Whether a selector may mean Pods that are said to exist: one of the two asks for all that the
   * other does, for such Pods may carry more labels than are told.
   */
  holdsPods(selector: readonly LabelPair[], namespace: string | undefined): boolean {
    return this.pods.some((it) => {
      if (namespace !== undefined && !it.namespace(namespace)) return false;
      const shared = selector.filter(([key, value]) => it.labels.get(key)?.(value) === true);
      const isContradicted = selector.some(([key, value]) => it.labels.get(key)?.(value) === false);
      const isAll = shared.length === selector.length || shared.length === it.labels.size;
      return shared.length > 0 && isAll && !isContradicted;
    });
  }
}
