export { type Hop, type Path, type Trace } from './hop.ts';
export { tellPlaces, tellResolution, tellTrace } from './story.ts';
export { kindNamed } from './target.ts';
export { trace, type TraceOptions } from './trace.ts';
