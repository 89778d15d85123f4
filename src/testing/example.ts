import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LINT_OPTIONS, lint, type LintOptions, type LintResult } from '../engine/lint.ts';
import { SEVERITIES, type Rule } from '../rule/index.ts';
import { SourceFile } from '../source/source-file.ts';
import { annotate, stripAnnotations } from './annotate.ts';

/** One file of an example. */
export interface ExampleFile {
  /** Relative to the example, with `/`. */
  readonly path: string;
  /** Where it lies. */
  readonly location: string;
  /** As it is linted. */
  readonly text: string;
  /** As it stands there, with its expectation. */
  readonly annotated: string;
}

/** A file of `examples/`, or a folder of files that are linted together. */
export interface Example {
  /** `bad`, `good-native-sidecar` … */
  readonly name: string;
  readonly isBad: boolean;
  readonly files: readonly ExampleFile[];
  /** As the command line takes them: from lines `# options: --world closed` in its files. */
  readonly options: readonly string[];
}

const YAML = /\.ya?ml$/;
const OPTIONS_LINE = /^# options: (.*)$/m;

/** The examples of a rule's folder, sorted by name; none where it has no `examples/`. */
export function readExamples(directory: string): readonly Example[] {
  const examples = join(directory, 'examples');
  if (!existsSync(examples)) return [];
  return readdirSync(examples)
    .sort()
    .flatMap((entry) => readExample(examples, entry) ?? []);
}

function readExample(examples: string, entry: string): Example | undefined {
  const location = join(examples, entry);
  const isFolder = statSync(location).isDirectory();
  if (!isFolder && !YAML.test(entry)) return undefined;
  const paths = isFolder
    ? readdirSync(location, { recursive: true, encoding: 'utf8' })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => YAML.test(path))
        .sort()
    : [entry];
  const files = paths.map((path): ExampleFile => {
    const at = isFolder ? join(location, path) : location;
    const annotated = readFileSync(at, 'utf8');
    return { path, location: at, annotated, text: stripAnnotations(annotated) };
  });
  return {
    name: entry.replace(YAML, ''),
    isBad: entry.startsWith('bad'),
    files,
    options: files.flatMap(({ text }) => OPTIONS_LINE.exec(text)?.[1]?.trim().split(/\s+/) ?? []),
  };
}

/** What the linter says of an example with `rules`, which hold the rule that it belongs to. */
export function lintExample(example: Example, rule: Rule, rules: readonly Rule[]): LintResult {
  const texts = new Map(example.files.map(({ path, text }) => [path, text]));
  return lintTexts(texts, rules, optionsOf(example, rule));
}

/** The same for texts that have changed. */
export function lintTexts(
  texts: ReadonlyMap<string, string>,
  rules: readonly Rule[],
  options: LintOptions,
): LintResult {
  const sources = [...texts].map(([path, text]) => ({
    file: new SourceFile(path, text),
    isChartTemplate: texts.has('Chart.yaml') && path.startsWith('templates/'),
  }));
  return lint(sources, rules, options);
}

/** Each file of the example with the findings written into it. */
export function annotateExample(
  example: Example,
  rule: Rule,
  { findings }: LintResult,
): readonly ExampleFile[] {
  return example.files.map((file) => ({
    ...file,
    annotated: annotate(file.text, file.path, findings, rule.id),
  }));
}

/** The options of the run: an example of an info rule is linted for infos. */
export function optionsOf({ name, options }: Example, rule: Rule): LintOptions {
  const result: { -readonly [Key in keyof LintOptions]: LintOptions[Key] } = {
    ...DEFAULT_LINT_OPTIONS,
    minSeverity: rule.severity === 'info' ? 'info' : DEFAULT_LINT_OPTIONS.minSeverity,
  };
  for (let at = 0; at < options.length; at += 2) {
    const option = options[at] ?? '';
    const value = options[at + 1] ?? '';
    const fits = <T extends string>(legal: readonly T[]): T => {
      const found = legal.find((it) => it === value);
      if (found !== undefined) return found;
      throw new Error(`example ${name}: ${option} takes ${legal.join(' or ')}, not "${value}"`);
    };
    if (option === '--world') result.world = fits(['open', 'closed'] as const);
    else if (option === '--nodes') result.nodes = fits(['private', 'public'] as const);
    else if (option === '--min-severity') result.minSeverity = fits(SEVERITIES);
    else if (option === '--namespace') result.namespace = value;
    else if (option === '--kubernetes-version') result.kubernetesVersion = value;
    else throw new Error(`example ${name}: no run option "${option}"`);
  }
  return result;
}
