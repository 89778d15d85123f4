import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { lexer, type Token, type Tokens } from 'marked';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { loadReporter, type ReportFormat } from '../../src/report/index.ts';
import { oneLine, oneLineName } from '../../src/report/one-line.ts';
import { vscodeMatcher } from '../../src/report/problem-matcher.ts';
import { renderText } from '../../src/report/text.ts';
import { wellFormed } from '../../src/report/well-formed.ts';
import findingsSchema from '../../src/report/schema/findings.schema.json' with { type: 'json' };
import { contextOf, findingOf, resultOf } from './finding.ts';
import gitlabSchema from './schema/gitlab.schema.json' with { type: 'json' };
import rdjsonSchema from './schema/rdjson.schema.json' with { type: 'json' };
import { attributesOf, problemsOf } from './xml.ts';

/** What ends, opens or escapes something in one of the forms, or in who reads them. */
const TOKENS = [
  ...['\n', '\r\n', '\t', '\0', '\u001b[31m', '\u001b]8;;x\u0007', '\u2028', '\u202e', '\u0085'],
  ...['\ud800', '\udfff', '\ufffe', '\uffff', '😀', '\u0300'],
  ...[']]>', '<!--', '-->', '<?x?>', '</testcase>', '"/>', "'", '&amp;', '&#0;', '<script>'],
  ...['::error::', '::stop-commands::x', '##[error]', '##vso[task.setvariable]', '%0A', '%', ':,='],
  ...['|', '\\|', '\\', '`', '```', '**', '_', '[x](y)', '![x](y)', '<br>', '~~', '$', '@octocat'],
  ...['#12', '&lt;', '\n\n# head\n', '---', '* ', '1. ', ': ', ':1:2-3:4: error: ', ' [x]', '..'],
];

const text = fc
  .array(fc.oneof(fc.constantFrom(...TOKENS), fc.string({ unit: 'grapheme', maxLength: 4 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .filter((it) => it !== '');

const finding = fc
  .record({ message: text, file: text, title: text, replacement: text, other: text, name: text })
  .map(({ message, file, title, replacement, other, name }) =>
    findingOf({
      message,
      file,
      severity: message.length % 2 === 0 ? 'error' : 'warning',
      resource: { apiVersion: 'v1', kind: 'Service', namespace: null, name },
      related: [{ message: other, file: other, range: findingOf({}).range, resource: null }],
      fix: {
        title,
        safe: true,
        edits: [{ file, range: findingOf({}).range, text: replacement }],
      },
    }),
  );

/** As many as GitHub shows of one kind at least. */
const findings = fc
  .array(finding, { minLength: 1, maxLength: 10 })
  .map((all) => all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)));

async function always(
  format: ReportFormat,
  check: (text: string, findings: readonly Finding[]) => void | Promise<void>,
  numRuns = 200,
): Promise<void> {
  const reporter = await loadReporter(format);
  await fc.assert(
    fc.asyncProperty(findings, async (some) => {
      const report = [...reporter(resultOf(some), contextOf({}))].join('');
      // eslint-disable-next-line no-control-regex -- nothing but ends of lines steers anything
      expect(report).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f]/);
      expect(report).not.toMatch(/##\w*\[/);
      await check(report, some);
    }),
    { seed: 20_261_124, numRuns },
  );
}

test('text: one line each, which the problem matcher reads back', async () => {
  await always('text', (report, all) => {
    const lines = report.split('\n');
    expect(lines.pop()).toBe('');
    const read = lines.map((line) => new RegExp(vscodeMatcher.pattern.regexp).exec(line));
    expect(read.map((it) => it?.[1])).toEqual(all.map(({ file }) => oneLineName(file)));
    expect(read.map((it) => it?.[7])).toEqual(all.map(({ message }) => oneLine(message)));
    for (const line of lines) expect(line).not.toMatch(/^\s*::/);
  });
});

test('text on a terminal: nothing steers it but our colours', () => {
  const look = { isTerminal: true, isColored: true };
  fc.assert(
    fc.property(findings, text, (some, line) => {
      const context = contextOf({ ...look, lineText: () => line.split('\n')[0] });
      const report = [...renderText(resultOf(some), context)].join('');
      // eslint-disable-next-line no-control-regex -- colours are made of them
      const words = report.replace(/\u001b\[\d+m/g, '');
      // eslint-disable-next-line no-control-regex -- nothing but ends of lines is left
      expect(words).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f]/);
      expect(words).not.toMatch(/##\w*\[/);
      for (const it of words.split('\n')) expect(it).not.toMatch(/^\s*::/);
    }),
    { seed: 20_261_124, numRuns: 300 },
  );
});

test('github: one command each, as the runner reads them', async () => {
  await always('github', (report, all) => {
    const commands = report.trimEnd().split('\n').map(readCommand);
    const sorted = ['error', 'warning'].flatMap((severity) =>
      all.filter((it) => it.severity === severity),
    );
    expect(commands.map((it) => it?.name)).toEqual(sorted.map(({ severity }) => severity));
    expect(commands.map((it) => it?.properties['file'])).toEqual(
      sorted.map(({ file }) => oneLine(file)),
    );
    for (const [index, command] of commands.entries()) {
      expect(command?.message.split('\n')[0]).toBe(oneLine(sorted[index]?.message ?? ''));
    }
  });
});

/** `::name key=value,key=value::message`, unescaped. */
function readCommand(
  line: string,
): { name: string; properties: Record<string, string>; message: string } | undefined {
  const [, name = '', list = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  if (name === '') return undefined;
  const decode = (value: string): string =>
    value.replace(/%(25|0D|0A|3A|2C)/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  const properties = list.split(',').map((it) => {
    const [key = '', ...value] = it.split('=');
    return [key, decode(value.join('='))] as const;
  });
  return { name, properties: Object.fromEntries<string>(properties), message: decode(message) };
}

test('json: its schema holds, and every word is kept', async () => {
  const isReport = new Ajv2020({ strict: false, validateFormats: false }).compile(findingsSchema);
  await always('json', (report, all) => {
    const read = JSON.parse(report) as { findings: Finding[] };
    expect(isReport(read), JSON.stringify(isReport.errors)).toBe(true);
    expect(read.findings).toEqual(all);
  });
});

test('sarif: one result each', async () => {
  await always('sarif', (report, all) => {
    const results = (JSON.parse(report) as Log).runs[0]?.results ?? [];
    const unescaped = results.map(({ message }) => message.text?.replace(/\\([\\[\]])/g, '$1'));
    expect(unescaped).toHaveLength(all.length);
    for (const [index, said] of unescaped.entries()) {
      expect(said?.startsWith(oneLine(all[index]?.message ?? ''))).toBe(true);
    }
    for (const { locations } of results) {
      const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
      expect(() => new URL(uri, 'https://example.com/')).not.toThrow();
    }
  });
});

test('gitlab: its schema holds', async () => {
  const isReport = new Ajv2020().compile(gitlabSchema);
  await always('gitlab', (report, all) => {
    const read = JSON.parse(report) as { description: string; fingerprint: string }[];
    expect(isReport(read), JSON.stringify(isReport.errors)).toBe(true);
    expect(read.map((it) => it.description)).toEqual(all.map(({ message }) => oneLine(message)));
    expect(new Set(read.map((it) => it.fingerprint)).size).toBe(all.length);
  });
});

test('rdjson: its schema holds, and no text is half a character', async () => {
  const isReport = new Ajv2020().compile(rdjsonSchema);
  await always('rdjson', (report, all) => {
    const read = JSON.parse(report) as { diagnostics: { message: string }[] };
    expect(isReport(read), JSON.stringify(isReport.errors)).toBe(true);
    expect(read.diagnostics.map(({ message }) => message.split('\n')[0])).toEqual(
      all.map(({ message }) => oneLine(message)),
    );
    JSON.parse(report, (_, value: unknown) => {
      if (typeof value === 'string') expect(wellFormed(value)).toBe(value);
      return value;
    });
  });
});

test('junit: XML of its schema, a case for each finding', async () => {
  await always(
    'junit',
    async (report, all) => {
      expect(await problemsOf(report, 'junit')).toEqual([]);
      const failing = all.filter(({ severity }) => severity === 'error');
      expect(attributesOf(report, 'failure', 'message')).toEqual(
        failing.map(({ message }) => oneLine(message)),
      );
      expect(attributesOf(report, 'testcase', 'file')).toEqual(
        all.map(({ file }) => oneLine(file)),
      );
    },
    20,
  );
});

test('checkstyle: XML of its schema, an error for each finding', async () => {
  await always(
    'checkstyle',
    async (report, all) => {
      expect(await problemsOf(report, 'checkstyle')).toEqual([]);
      expect(attributesOf(report, 'error', 'message')).toEqual(
        all.map(({ message }) => oneLine(message)),
      );
    },
    20,
  );
});

test('markdown: one row each, in which a message is nothing but text', async () => {
  await always('markdown', (report, all) => {
    const blocks = lexer(report).filter(({ type }) => type !== 'space');
    expect(blocks.map(({ type }) => type)).toEqual(['paragraph', 'table']);
    const { rows } = blocks[1] as Tokens.Table;
    const sorted = ['error', 'warning'].flatMap((severity) =>
      all.filter((it) => it.severity === severity),
    );
    expect(rows.map((row) => row.length)).toEqual(sorted.map(() => 3));
    for (const [index, [, place, said]] of rows.entries()) {
      const { file = '', message = '' } = sorted[index] ?? {};
      expect(plain(place?.tokens)).toBe(`${oneLine(file)}:10`.trim());
      expect(plain(said?.tokens).startsWith(oneLine(message).trimStart())).toBe(true);
    }
  });
});

/** The text that a reader sees; throws for anything that is not text, a link to a rule or a new line. */
function plain(tokens: readonly Token[] = []): string {
  return tokens
    .map((token) => {
      if (token.type === 'html' && token.raw === '<br>') return '\n';
      if (token.type === 'link') return plain((token as Tokens.Link).tokens);
      if (token.type !== 'text' && token.type !== 'escape') throw new Error(JSON.stringify(token));
      return (token as Tokens.Text).text;
    })
    .join('')
    .replaceAll('\u200b', '');
}
