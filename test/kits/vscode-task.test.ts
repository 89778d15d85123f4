import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { appendElement, parseJsonc } from '../../src/cli/init/jsonc.ts';
import { main } from '../../src/cli/main.ts';
import { vscodeTasks } from '../../src/report/problem-matcher.ts';
import { folderOf } from '../support/command.ts';

const FILE = '.vscode/tasks.json';

/** Exit code, standard output and standard error. */
async function initIn(folder: string): Promise<[number, string, string]> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await main(['init', '--vscode'], {
    stdout,
    stderr,
    stdin: 0,
    cwd: folder,
    env: {},
  });
  const textOf = (stream: PassThrough): string => String(stream.read() ?? '');
  return [exitCode, textOf(stdout), textOf(stderr)];
}

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly tasks: string;
}

async function addTo(folder: string): Promise<Outcome> {
  const [exitCode, stdout, stderr] = await initIn(folder);
  const tasks = readFileSync(path.join(folder, FILE), 'utf8');
  return { exitCode, stdout, stderr, tasks };
}

const TELLS = (words: string): string => `k8s-svc-lint: .vscode/tasks.json: ${words}\n`;

const JUST_BUILD = `// Tasks of the shop
{
\t"version": "2.0.0",
\t"tasks": [
\t\t{
\t\t\t"label": "build", // "tasks": [] is not here
\t\t\t"command": "make /* all */",
\t\t}, // the last one
\t\t/* no more */
\t],
\t"inputs": [ { "id": "shop", "type": "promptString" } ]
}
`;

test('a folder without tasks gets the one that matcher vscode prints', async () => {
  const { exitCode, stdout, stderr, tasks } = await addTo(folderOf({}));
  expect(exitCode).toBe(0);
  expect(JSON.parse(tasks)).toEqual(vscodeTasks);
  expect([stdout, stderr]).toEqual([
    '.vscode/tasks.json is written: Terminal > Run Task > k8s-svc-lint\n',
    '',
  ]);
});

test('among other tasks it is the last, and all else stays as it is, comments included', async () => {
  const { exitCode, tasks } = await addTo(folderOf({ [FILE]: JUST_BUILD }));
  expect(exitCode).toBe(0);
  const [head = '', tail = ''] = JUST_BUILD.split('\n\t],');
  expect(tasks.startsWith(`${head}\n\t\t{\n\t\t\t"label": "k8s-svc-lint",`)).toBe(true);
  expect(tasks.endsWith(`\n\t\t}\n\t],${tail}`)).toBe(true);
  expect(parseJsonc(tasks)?.['tasks']).toEqual([
    { label: 'build', command: 'make /* all */' },
    ...vscodeTasks.tasks,
  ]);
});

test('a second time nothing changes', async () => {
  const folder = folderOf({ [FILE]: JUST_BUILD });
  const first = await addTo(folder);
  const second = await addTo(folder);
  expect(second).toEqual({
    exitCode: 0,
    stdout: '.vscode/tasks.json has a task "k8s-svc-lint" already, which stays as it is\n',
    stderr: '',
    tasks: first.tasks,
  });
});

test.each([
  ['no JSON', '{ "tasks": [ '],
  ['no list of tasks', '{ "version": "2.0.0" }'],
  ['another thing under that name', '{ "tasks": {} }'],
  ['a list', '[]'],
  ['nothing', ''],
  ['two lists', '{ "tasks": [], "tasks": [{ "label": "build" }] }'],
])(
  'where there is %s the file stays, the task is printed, and the exit code is 2',
  async (_, it) => {
    const { exitCode, stdout, stderr, tasks } = await addTo(folderOf({ [FILE]: it }));
    expect([exitCode, tasks]).toEqual([2, it]);
    expect(JSON.parse(stdout)).toEqual(vscodeTasks.tasks[0]);
    expect(stderr).toBe(
      'k8s-svc-lint: .vscode/tasks.json has no list of tasks that can be read; add this task:\n',
    );
  },
);

test('what cannot be read or written is told in one line, and the exit code is 2', async () => {
  const isFile = folderOf({ '.vscode': 'a file' });
  expect(await initIn(isFile)).toEqual([2, '', TELLS('there is a file where a folder should be')]);
  const isFolder = folderOf({});
  mkdirSync(path.join(isFolder, FILE), { recursive: true });
  expect(await initIn(isFolder)).toEqual([2, '', TELLS('it is a folder')]);
});

describe('an element is added to', () => {
  test.each([
    ['an empty list', '{"tasks":[]}', '{"tasks":[\n    1\n  ]}'],
    ['a list on one line', '{"tasks": [ 0 ]}', '{"tasks": [ 0, \n    1\n  ]}'],
    ['an empty list of several lines', '{\n  "tasks": [\n  ]\n}', '{\n  "tasks": [\n    1\n  ]\n}'],
    [
      'a list with lines of CRLF',
      '{\r\n\t"tasks": [\r\n\t\t0\r\n\t]\r\n}',
      '{\r\n\t"tasks": [\r\n\t\t0,\r\n\t\t1\r\n\t]\r\n}',
    ],
    [
      'a list behind another',
      '{"a": [["tasks"]], "tasks":[0,]}',
      '{"a": [["tasks"]], "tasks":[0,\n    1\n  ]}',
    ],
    ['a list that ends in a comment', '{"tasks":[0 // ]\n]}', '{"tasks":[0, // ]\n    1\n]}'],
    ['a list of texts', '{"tasks":["]", "//", "\\""]}', '{"tasks":["]", "//", "\\"",\n    1\n  ]}'],
  ])('%s', (_, before, after) => {
    expect(appendElement(before, 'tasks', 1)).toBe(after);
  });
});
