export { refusalOf, refusalsOf } from './admission.ts';
export { isRefused, type Refusal, type RefusalCode } from './refusal.ts';
export { isServed, NEWEST_KNOWN, removedSince } from './served.ts';
