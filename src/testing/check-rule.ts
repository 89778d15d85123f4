import { writeFileSync } from 'node:fs';
import type { Finding, FindingFix } from '../engine/finding.ts';
import { applyFixes } from '../fix/apply-edits.ts';
import { buildGraph } from '../graph/index.ts';
import { readModel } from '../model/index.ts';
import { parseManifest } from '../parse/index.ts';
import type { Rule } from '../rule/index.ts';
import { SourceFile } from '../source/source-file.ts';
import { differenceOf } from './difference.ts';
import {
  annotateExample,
  lintExample,
  lintTexts,
  optionsOf,
  readExamples,
  type Example,
} from './example.ts';
import { deepFreeze } from './freeze.ts';

export interface RuleTestOptions {
  /** The rule's folder: its examples lie in `examples/`. */
  readonly directory: string;
  /** Rules that run beside it: good examples must be silent under these too. */
  readonly rules?: readonly Rule[];
  /** Writes the annotations into the examples instead of comparing them. */
  readonly update?: boolean;
}

/**
 * Holds a rule against its examples, and throws an Error that says all that is wrong:
 *
 * - `bad.yaml` and `bad-*` must be found by the rule, exactly as the comments in them say;
 * - `good.yaml` and `good-*` must be silent;
 * - each message must have an example; fixes must mend what was found and be done with it;
 * - the rule must leave the model as it is.
 *
 * Every example is a YAML file, or a folder of files that are linted together.
 *
 * @example
 * ```ts
 * import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
 * import { defineRule } from 'k8s-svc-lint';
 * import { testRule } from 'k8s-svc-lint/testing';
 *
 * const rule = defineRule({
 *   id: 'service-owner-missing',
 *   title: 'Service does not say which team owns it',
 *   category: 'validity',
 *   severity: 'warning',
 *   assumes: 'nothing',
 *   references: ['https://wiki.example/owners'],
 *   messages: { missing: () => 'no label "team"' },
 *   check(graph, report) {
 *     for (const { resource } of graph.services) {
 *       if (!resource.labels.has('team')) report(resource.name, 'missing', undefined);
 *     }
 *   },
 * });
 * const head = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: cart\n';
 * mkdirSync('examples');
 * writeFileSync('examples/bad.yaml', head);
 * writeFileSync('examples/good.yaml', `${head}  labels: { team: shop }\n`);
 * testRule(rule, { directory: '.', update: true }); // writes what the rule says into the examples
 * console.log(readFileSync('examples/bad.yaml', 'utf8').split('\n')[4]); //   #     ^^^^ no label "team"
 * testRule(rule, { directory: '.' });
 * ```
 */
export function testRule(rule: Rule, options: RuleTestOptions): void {
  const rules = [rule, ...(options.rules ?? []).filter(({ id }) => id !== rule.id)];
  const examples = readExamples(options.directory);
  const problems = checkExamples(rule, examples, rules);
  for (const example of examples) {
    const files = annotateExample(example, rule, lintExample(example, rule, rules));
    files.forEach((file, index) => {
      const before = example.files[index]?.annotated ?? '';
      if (before === file.annotated) return;
      if (options.update === true) writeFileSync(file.location, file.annotated);
      else problems.push(`${file.location} says\n${differenceOf(before, file.annotated)}`);
    });
  }
  if (problems.length > 0) throw new Error(`rule ${rule.id}:\n\n${problems.join('\n\n')}`);
}

/** All that is wrong with a rule and its examples, but for the annotations. */
export function checkExamples(
  rule: Rule,
  examples: readonly Example[],
  rules: readonly Rule[],
): string[] {
  const problems = ['bad', 'good']
    .filter((wanted) => !examples.some(({ name }) => name === wanted))
    .map((wanted) => `there is no examples/${wanted}.yaml`);
  const unseen = new Set(rule.messageIds);
  for (const example of examples) {
    const { findings } = lintExample(example, rule, rules);
    for (const { ruleId, messageId } of findings) if (ruleId === rule.id) unseen.delete(messageId);
    problems.push(...checkExample(example, rule, findings, rules));
  }
  for (const messageId of unseen) problems.push(`no bad example gives the message ${messageId}`);
  return problems;
}

/** What is wrong with one example, but for the annotations. */
export function checkExample(
  example: Example,
  rule: Rule,
  findings: readonly Finding[],
  rules: readonly Rule[],
): string[] {
  const say = (words: string): string => `example ${example.name}: ${words}`;
  if (example.isBad && findings.every(({ ruleId }) => ruleId !== rule.id)) {
    return [say('the rule finds nothing in it')];
  }
  if (!example.isBad) {
    return findings.map((it) =>
      say(`should be silent, but line ${it.range.start.line} says ${it.message} [${it.ruleId}]`),
    );
  }
  const crash = changesModel(example, rule);
  if (crash !== undefined) return [say(crash)];
  return checkFixes(example, rule, findings, rules).map(say);
}

function changesModel(example: Example, rule: Rule): string | undefined {
  const documents = example.files.flatMap(({ path, text }) =>
    parseManifest(new SourceFile(path, text)),
  );
  const options = optionsOf(example, rule);
  const model = deepFreeze(readModel(documents, { namespace: options.namespace }));
  try {
    rule.run(buildGraph(model, options), () => undefined);
  } catch (error) {
    return String(error);
  }
  return undefined;
}

/** A fix gives a text that can be read, mends the finding, and has nothing more to do. */
function checkFixes(
  example: Example,
  rule: Rule,
  findings: readonly Finding[],
  rules: readonly Rule[],
): string[] {
  const options = optionsOf(example, rule);
  const texts = new Map(example.files.map(({ path, text }) => [path, text]));
  return findings
    .filter(({ ruleId }) => ruleId === rule.id)
    .flatMap((finding): string[] => {
      const { fix } = finding;
      if (fix === undefined) return [];
      const result = applyFixes(texts, [fix]);
      if (result.leftOut.length > 0) return [`the fix "${fix.title}" cannot be applied`];
      const after = lintTexts(result.texts, rules, options).findings;
      if (after.some(({ ruleId }) => ruleId === 'syntax') || breaks(result.texts, texts)) {
        return [`the fix "${fix.title}" breaks the text`];
      }
      const remains = after.find((it) => isSame(it, finding));
      if (remains === undefined) return [];
      const again = remains.fix === undefined || isSameFix(remains.fix, fix);
      return [`the fix "${fix.title}" ${again ? 'does not mend it' : 'never comes to an end'}`];
    });
}

function breaks(after: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): boolean {
  const count = (texts: ReadonlyMap<string, string>): number =>
    [...texts]
      .flatMap(([path, text]) => parseManifest(new SourceFile(path, text)))
      .filter(({ problems }) => problems.length > 0).length;
  return count(after) > count(before);
}

function isSame(one: Finding, other: Finding): boolean {
  const isSamePlace =
    one.file === other.file && one.document === other.document && one.path === other.path;
  return one.ruleId === other.ruleId && isSamePlace;
}

function isSameFix(one: FindingFix, other: FindingFix): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
