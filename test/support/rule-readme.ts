import type { Finding } from '../../src/engine/finding.ts';
import type { Rule } from '../../src/rule/index.ts';
import type { Example } from '../../src/testing/example.ts';

/** The headings of a rule's README, in this order. */
export const RULE_SECTIONS = [
  'What it finds',
  'Example',
  'Why it matters',
  'How to fix it',
  'When it is wrong',
  'References',
];

/** The text under each `##` heading. */
export function readSections(readme: string): Map<string, string> {
  const parts = `\n${readme}`.split(/\n## (?=.)/).slice(1);
  return new Map(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return [heading.trim(), lines.join('\n').trim()];
    }),
  );
}

/** A bad example with what the linter says of it. */
export interface ShownExample {
  readonly example: Example;
  readonly findings: readonly Finding[];
}

/**
 * A rule's README: what is written by hand in `current` is kept, the rest comes from the rule and
 * its examples.
 */
export function renderRuleReadme(
  rule: Rule,
  current: string,
  examples: readonly ShownExample[],
): string {
  const written = readSections(current);
  const generated = new Map([
    ['What it finds', renderFinds(rule, written.get('What it finds'))],
    ['Example', renderExample(rule, examples, written.get('Example'))],
    ['References', rule.references.map((it) => `- ${link(it)}`).join('\n')],
  ]);
  const sections = RULE_SECTIONS.map((heading) =>
    `## ${heading}\n\n${generated.get(heading) ?? written.get(heading) ?? ''}`.trim(),
  );
  return `${[`# ${rule.id}`, NOTE, renderHead(rule, examples), ...sections].join('\n\n')}\n`;
}

const NOTE =
  '<!-- Table, first sentence, example and references are written by `vitest -u` (test/generated.test.ts). -->';

function renderHead(rule: Rule, examples: readonly ShownExample[]): string {
  const raised =
    rule.raised === undefined ? 'never' : `to ${rule.raised.to} by ${describeRaising(rule)}`;
  return [
    '| severity | raised | category | assumes | fixable |',
    '| --- | --- | --- | --- | --- |',
    `| ${rule.severity} | ${raised} | ${rule.category} | ${ASSUMPTIONS[rule.assumes]} | ${fixability(rule, examples)} |`,
  ].join('\n');
}

const ASSUMPTIONS = {
  nothing: 'nothing: both ends are in view',
  'whole-namespace': 'that all objects of the namespace are in view',
};

const RAISING = {
  'world-closed': '`--world closed`',
  'kubernetes-version': '`--kubernetes-version`',
};

export function describeRaising(rule: Rule): string {
  return rule.raised === undefined ? '' : RAISING[rule.raised.by];
}

/** What the examples show of fixes: a claim that nobody has to keep up to date. */
export function fixability(rule: Rule, examples: readonly ShownExample[]): string {
  const findings = examples.flatMap((it) => it.findings).filter((it) => it.ruleId === rule.id);
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  if (fixes.length === 0) return 'no';
  const how = fixes.every(({ safe }) => safe)
    ? 'yes'
    : fixes.some(({ safe }) => safe)
      ? 'partly'
      : 'suggested';
  return fixes.length < findings.length && how === 'yes' ? 'mostly' : how;
}

/** The rule's title as a sentence, then what the author has added. */
function renderFinds(rule: Rule, written = ''): string {
  const [, ...more] = written.split('\n\n');
  return [`${rule.title}.`, ...more].join('\n\n');
}

function renderExample(rule: Rule, examples: readonly ShownExample[], written = ''): string {
  const shown = examples.find(({ example }) => example.name === 'bad');
  if (shown === undefined) return written;
  const { example, findings } = shown;
  const isOne = example.files.length === 1;
  const files = example.files.flatMap(({ path, text }) => [
    `\`${path}\`:`,
    fence('yaml', text.replace(/^# options: .*\n/m, '')),
  ]);
  const options = [
    ...(rule.severity === 'info' ? ['--min-severity info'] : []),
    ...(example.options.length > 0 ? [example.options.join(' ')] : []),
  ];
  const command = ['k8s-svc-lint', ...options, isOne ? (example.files[0]?.path ?? '') : '.'];
  const fixes = findings.flatMap(({ fix }) => (fix === undefined ? [] : [`- ${fix.title}`]));
  return [
    ...files,
    fence('console', [`$ ${command.join(' ')}`, ...findings.map(formatLine)].join('\n')),
    ...(fixes.length === 0 ? [] : [`Fix:\n\n${[...new Set(fixes)].join('\n')}`]),
    'More, right and wrong, in [examples](examples).',
  ].join('\n\n');
}

function formatLine({ file, range: { start, end }, severity, message, ruleId }: Finding): string {
  const place = `${file}:${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${place}: ${severity}: ${message} [${ruleId}]`;
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function link(reference: string): string {
  return /^https?:/.test(reference) ? `<${reference}>` : reference;
}
