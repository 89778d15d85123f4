export { toDot } from './dot.ts';
export { printGraph, toConnectionJson, toGraphJson, type GraphJson } from './graph-json.ts';
export { toMermaid } from './mermaid.ts';
export { toPicture, type Picture } from './picture.ts';
