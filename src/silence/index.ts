export { MARKER } from './marker.ts';
export type { ConfiguredSuppression } from './configured.ts';
export { silence, type Silence, type SilenceOptions } from './silence.ts';
