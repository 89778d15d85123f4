/** Why a question cannot be answered from what is in view. */
export type UnknownReason =
  /** A value is a placeholder that something else fills in. */
  | 'placeholder'
  /** A document near by could not be read: what is asked for may stand there. */
  | 'unreadable'
  /** An operator, a chart or the control plane makes it. */
  | 'made-elsewhere'
  /** A kustomization changes the objects, or takes some from outside the tree. */
  | 'kustomize'
  /** The label is set while the Pod runs: by a leader election, by a controller. */
  | 'set-at-run-time'
  /** The user says that it exists elsewhere. */
  | 'declared'
  /** Nothing of that sort is in view near by: this folder is one half of something. */
  | 'nothing-in-view';

/** The three answers to "what does this refer to?". Rules stay silent on `unknown`. */
export type Resolution<T> =
  | { readonly status: 'found'; readonly value: T }
  /** `searched` counts what was looked at. */
  | { readonly status: 'missing'; readonly searched: number }
  | { readonly status: 'unknown'; readonly reason: UnknownReason };

export function found<T>(value: T): Resolution<T> {
  return { status: 'found', value };
}

export function missing<T>(searched: number): Resolution<T> {
  return { status: 'missing', searched };
}

export function unknown<T>(reason: UnknownReason): Resolution<T> {
  return { status: 'unknown', reason };
}

/** What was found; undefined where nothing was, or nobody knows. */
export function valueOf<T>(resolution: Resolution<T>): T | undefined {
  return resolution.status === 'found' ? resolution.value : undefined;
}
