export { buildGraph, type Graph, type WorldOptions } from './graph.ts';
export type { Resolution, UnknownReason } from './resolution.ts';
export { takeApart, type LabelPair, type SelectorParts } from './selection.ts';
