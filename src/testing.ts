export { lint } from './engine/lint.ts';
