import type { Reporter } from './report.ts';

export type { ReportContext, Reporter } from './report.ts';

export const REPORT_FORMATS = [
  'text',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
  'rdjson',
  'markdown',
] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Formats whose readers tell old findings from new ones, by `ReportContext.fingerprints`. */
export const NAMING_FORMATS: ReadonlySet<ReportFormat> = new Set(['sarif', 'gitlab']);

/** Each is loaded when it is asked for; all but text lie in files of their own (src/bundle.mjs). */
const reporters: Readonly<Record<ReportFormat, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.ts')).renderText,
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  github: async () => (await import('./github.ts')).renderGitHub,
  gitlab: async () => (await import('./gitlab.ts')).renderGitLab,
  junit: async () => (await import('./junit.ts')).renderJUnit,
  checkstyle: async () => (await import('./checkstyle.ts')).renderCheckstyle,
  rdjson: async () => (await import('./rdjson.ts')).renderRdjson,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
};

export function loadReporter(format: ReportFormat): Promise<Reporter> {
  return reporters[format]();
}
