export type { ConfiguredSuppression } from './configured.ts';
export { MARKER } from './marker.ts';
export { severitiesOf, silenceOptions, type SilenceSettings } from './options.ts';
export { silence, type Silence, type SilenceOptions } from './silence.ts';
