/** The parts of a line of text output, each with the regular expression that reads it. */
const FILE = String.raw`\S.*?`;
const NUMBER = String.raw`\d+`;
const RULE = '[a-z0-9-]+';

function lineExpression(severities: readonly string[]): string {
  const place = `(${FILE}):(${NUMBER}):(${NUMBER})-(${NUMBER}):(${NUMBER})`;
  return `^${place}: (${severities.join('|')}): (.*) \\[(${RULE})\\]$`;
}

const GROUPS = { file: 1, line: 2, column: 3, endLine: 4, endColumn: 5 } as const;
const SEVERITY = { severity: 6, message: 7, code: 8 } as const;

const NAME = 'k8s-svc-lint';

/** A problem matcher as VS Code's tasks.json and `contributes.problemMatchers` take it. */
export const vscodeMatcher = {
  owner: NAME,
  source: NAME,
  applyTo: 'allDocuments',
  fileLocation: ['autoDetect', '${workspaceFolder}'],
  pattern: {
    regexp: lineExpression(['error', 'warning', 'info']),
    ...GROUPS,
    ...SEVERITY,
  },
} as const;

/** For an extension's package.json: tasks then say `"problemMatcher": "$k8s-svc-lint"`. */
export const vscodeExtension = {
  contributes: { problemMatchers: [{ name: NAME, ...vscodeMatcher }] },
} as const;

/** A whole .vscode/tasks.json, with the matcher in it: nothing needs to be installed. */
export const vscodeTasks = {
  version: '2.0.0',
  tasks: [
    {
      label: NAME,
      type: 'shell',
      command: 'npx',
      args: ['--yes', NAME, '.'],
      problemMatcher: vscodeMatcher,
      presentation: { reveal: 'silent' },
    },
  ],
} as const;

/**
 * For `::add-matcher::`. GitHub knows no end of a range, and of severities only these: lines of
 * severity info are not annotated.
 */
export const githubMatcher = {
  problemMatcher: [
    {
      owner: NAME,
      pattern: [
        {
          regexp: lineExpression(['error', 'warning']),
          file: GROUPS.file,
          line: GROUPS.line,
          column: GROUPS.column,
          ...SEVERITY,
        },
      ],
    },
  ],
} as const;

/** What `k8s-svc-lint matcher <name>` prints. */
export const problemMatchers = {
  vscode: vscodeTasks,
  'vscode-extension': vscodeExtension,
  github: githubMatcher,
} as const;
