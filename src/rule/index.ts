/** All that a rule may see. Rules import this file and nothing else. */
export * from './rule.ts';
export { replaceValue } from './replacement.ts';
export * from '../graph/index.ts';
export * from '../model/index.ts';
export { isPlaceholder, type Document, type Field, Located } from '../parse/index.ts';
