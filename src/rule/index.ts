/** All that a rule may see. Rules import this file and nothing else. */
export * from './rule.ts';
export { reportLackedPorts } from './lacked-ports.ts';
export { reportMissingServices } from './missing-services.ts';
export { describeNearMiss, reportMissedPods, type DescribedMiss } from './near-miss.ts';
export { replaceValue } from './replacement.ts';
export {
  defineConflictRule,
  defineRefusalRule,
  isFieldRefusal,
  type ConflictRuleDefinition,
  type RefusalRuleDefinition,
} from './refusal-rule.ts';
export {
  findDefinedTwice,
  findPortsOutside,
  findTakenNearby,
  findTakenTogether,
  NEWEST_KNOWN,
  refusalsOf,
  removedSince,
  USUAL_NODE_PORTS,
  type Refusal,
} from '../admission/index.ts';
export * from '../graph/index.ts';
export * from '../model/index.ts';
export { isPlaceholder, type Document, type Field, Located } from '../parse/index.ts';
