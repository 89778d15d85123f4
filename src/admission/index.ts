export { refusalOf, refusalsOf } from './admission.ts';
export { findDefinedTwice } from './defined-twice.ts';
export {
  findPortsOutside,
  findTaken,
  findTakenNearby,
  findTakenTogether,
  USUAL_NODE_PORTS,
  type PortRange,
} from './conflict.ts';
export { groupBy } from './identity.ts';
export { isRefused, type Refusal, type RefusalCode } from './refusal.ts';
export { isGroupOfKubernetes, isServed, NEWEST_KNOWN, removedSince } from './served.ts';
