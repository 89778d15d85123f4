import type { Identity } from '../engine/identity.ts';
import { KnownFindings, type KnownFinding } from './known-findings.ts';

export const BASELINE_VERSION = 1;

/** Why a text is no baseline: the end of a sentence that begins with the file's name. */
export class BaselineProblem extends Error {
  override readonly name = 'BaselineProblem';
}

/** Reads what `writeBaseline` wrote, and perhaps somebody edited. Throws a `BaselineProblem`. */
export function readBaseline(text: string): KnownFindings {
  const { schemaVersion, files } = asObject(parse(text)) ?? {};
  if (typeof schemaVersion !== 'number' || asObject(files) === undefined) {
    throw new BaselineProblem('is no baseline of k8s-svc-lint');
  }
  if (schemaVersion !== BASELINE_VERSION) {
    throw new BaselineProblem(
      `is a baseline of version ${schemaVersion}, and this k8s-svc-lint reads version ${BASELINE_VERSION}: delete it and write it anew with --write-baseline`,
    );
  }
  const known = new KnownFindings();
  for (const [file, entries] of Object.entries(asObject(files) ?? {})) {
    const where = `files[${JSON.stringify(file)}]`;
    if (!Array.isArray(entries)) throw new BaselineProblem(`${where} is no list`);
    for (const [index, entry] of entries.entries()) {
      const { identity, count } = readEntry(entry, `${where}[${index}]`);
      known.add(file, identity, count);
    }
  }
  return known;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ') : '';
    throw new BaselineProblem(`is no JSON: ${reason}`, { cause: error });
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}

function readEntry(entry: unknown, where: string): KnownFinding {
  const fields = asObject(entry) ?? {};
  const text = (name: keyof Identity): string => {
    const value = fields[name] ?? '';
    if (typeof value !== 'string') throw new BaselineProblem(`${where}.${name} is no text`);
    return value;
  };
  const identity = {
    rule: text('rule'),
    resource: text('resource'),
    path: text('path'),
    value: text('value'),
  };
  if (identity.rule === '') throw new BaselineProblem(`${where} names no rule`);
  const count = fields['count'] ?? 1;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) {
    return { identity, count };
  }
  throw new BaselineProblem(`${where}.count is no number above 0`);
}

/** One finding a line and everything sorted, so that a change reads well and merges well. */
export function* writeBaseline(known: KnownFindings): Generator<string> {
  yield `{\n  "schemaVersion": ${BASELINE_VERSION},\n  "files": {`;
  let separator = '\n';
  for (const file of [...known.files].sort()) {
    const entries = known.of(file).map(entryLine).sort();
    if (entries.length === 0) continue;
    yield `${separator}    ${JSON.stringify(file)}: [\n      ${entries.join(',\n      ')}\n    ]`;
    separator = ',\n';
  }
  yield separator === '\n' ? '}\n}\n' : '\n  }\n}\n';
}

/** What is empty is left out, and a count of one. */
function entryLine({ identity, count }: KnownFinding): string {
  const { rule, resource, path, value } = identity;
  return JSON.stringify({
    rule,
    ...(resource === '' ? {} : { resource }),
    ...(path === '' ? {} : { path }),
    ...(value === '' ? {} : { value }),
    ...(count === 1 ? {} : { count }),
  });
}
