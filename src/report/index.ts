import type { Reporter } from './report.ts';

export type { ReportContext, Reporter } from './report.ts';

export const REPORT_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Each is loaded when it is asked for. */
const reporters: Readonly<Record<ReportFormat, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.ts')).renderText,
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  github: async () => (await import('./github.ts')).renderGitHub,
};

export function loadReporter(format: ReportFormat): Promise<Reporter> {
  return reporters[format]();
}
