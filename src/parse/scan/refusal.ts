/**
 * Why the scanner leaves a document to `yaml`. It is thrown, so that the scanner stays readable, and
 * made once, so that it costs nothing.
 */
export type RefusalReason =
  | 'alias'
  | 'anchor'
  | 'block scalar'
  | 'content after value'
  | 'depth'
  | 'end of text in a value'
  | 'explicit key'
  | 'flow'
  | 'indentation'
  | 'indicator'
  | 'key'
  | 'marker line'
  | 'plain scalar'
  | 'quoted scalar'
  | 'tab'
  | 'tag'
  | 'template';

export class Refusal extends Error {
  reason: RefusalReason = 'indicator';
}

const REFUSAL = new Refusal('not in the subset of YAML that the scanner reads');

export function refuse(reason: RefusalReason): never {
  REFUSAL.reason = reason;
  throw REFUSAL;
}
