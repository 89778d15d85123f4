export { all, any, yesIf, type Answer } from './answer.ts';
export {
  allowsNamespace,
  attach,
  type Attachment,
  type Detachment,
  type ListenerOwner,
} from './attachment.ts';
export { Grants, type GrantEnd } from './grants.ts';
export {
  matches,
  NAMESPACE_NAME,
  namespaceLabels,
  plainLabels,
  type KnownLabels,
  type LabelsOfNamespace,
} from './known-labels.ts';
export type { PodGroup } from './pod-group.ts';
export {
  admits,
  isOtherPolicy,
  LAST_PORT,
  PROTOCOLS,
  spanOf,
  takesPort,
  type DialledPort,
  type PortSpan,
} from './policy-rule.ts';
