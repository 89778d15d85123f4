export { Document, type SyntaxProblem } from './document.ts';
export { Field, joinPath, type FieldEntry, type FieldShape } from './field.ts';
export { Located } from './located.ts';
export { parseManifest, refuseDocument, separateDocument, type ParseOptions } from './manifest.ts';
export { isPlaceholder, mayBePlaceholder } from './placeholder.ts';
export { findKey, hasMergeKey, hasRepeatedKey, MISSING, nameOfKey } from './mapping.ts';
export { isNullScalar, scalarValue } from './scalar.ts';
export { beginsString, typePlain, type ScalarValue } from './scalar-type.ts';
export {
  dereference,
  isCollection,
  kindOf,
  NODE_SIZE,
  nextOf,
  NodeKind,
  startOf,
  type NodeIndex,
  type SyntaxTree,
} from './tree.ts';
