import { REPORT_FORMATS } from '../../report/index.ts';
import type { OptionTable } from '../command.ts';
import { CONFIG_OPTIONS } from './configuration.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export const FAIL_ON = [...SEVERITIES, 'never'] as const;

/** The flags of linting, in the order in which the help shows them. */
export const LINT_OPTIONS = {
  format: {
    value: 'format[=file]',
    isRepeatable: true,
    suggestions: REPORT_FORMATS,
    help: `form of the report: ${REPORT_FORMATS.join(', ')} (default: "text"); several with a file each, as in --format sarif=out.sarif --format text`,
  },
  output: { value: 'file', help: 'where the report goes that names no file itself' },
  'fail-on': {
    value: 'severity',
    choices: FAIL_ON,
    help: 'findings from here on make the exit code 1 (default: "error")',
  },
  'min-severity': {
    value: 'severity',
    choices: SEVERITIES,
    help: 'show findings from here on (default: "warning"; "info" with --fail-on info)',
  },
  rule: {
    value: 'id=severity',
    isRepeatable: true,
    help: 'sets a rule to error, warning, info or off',
  },
  namespace: { value: 'name', help: 'the namespace of objects that state none' },
  world: {
    value: 'world',
    choices: ['open', 'closed'],
    help: 'closed: nothing exists beyond what is given (default: "open")',
  },
  context: {
    value: 'path',
    isRepeatable: true,
    help: 'files or folders whose objects exist and are not linted, as a dump of the cluster',
  },
  nodes: {
    value: 'reach',
    choices: ['private', 'public'],
    help: 'whether nodes can be reached from outside',
  },
  'kubernetes-version': { value: 'x.y', help: 'the cluster that the manifests are for' },
  'cluster-domain': {
    value: 'domain',
    help: "the zone of the cluster's own names (default: cluster.local, and any other)",
  },
  'node-port-range': {
    value: 'from-to',
    help: 'what the cluster gives to node ports (default: "30000-32767")',
  },
  baseline: { value: 'file', help: 'findings recorded there are known and not reported' },
  'write-baseline': { value: 'file', help: 'records all findings of this run there' },
  since: {
    value: 'git-ref',
    help: 'only findings that were not there at that commit: main, HEAD~1, v1.2.0',
  },
  'no-inline-config': { help: 'comments and annotations silence nothing' },
  'require-reason': { help: 'what is silenced without a reason is an error' },
  'show-silenced': { help: 'json and sarif list what is silenced too, and why; not for GitHub' },
  ...CONFIG_OPTIONS,
  'debug-files': { help: 'say on standard error of each file why it is in or out' },
  'debug-parsing': {
    help: 'count on standard error which documents were read fast, and why others were not',
  },
  'max-document-size': { value: 'MB', default: '20', help: 'larger documents are not read' },
  'allow-empty': { help: 'finding no Kubernetes object is no failure' },
  quiet: { help: 'no summary and no notices on standard error' },
  color: {
    value: 'when',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    help: 'colours; NO_COLOR and FORCE_COLOR are heeded',
  },
  version: { help: 'the version of k8s-svc-lint' },
} as const satisfies OptionTable;
