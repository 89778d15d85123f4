export { Document, type SyntaxProblem } from './document.ts';
export { Field, joinPath, type FieldEntry, type FieldShape } from './field.ts';
export { Located } from './located.ts';
export { parseManifest, refuseDocument, type ParseOptions } from './manifest.ts';
export { isPlaceholder } from './placeholder.ts';
export { typePlain, type ScalarValue } from './scalar-type.ts';
