// A *flat* array under the traditional name: run with `eslint -c .eslintrc.cjs` (ESLint 10 does not
// look for this file by itself).
'use strict';

const js = require('@eslint/js');
const prettier = require('eslint-config-prettier/flat');
const tseslint = require('typescript-eslint');

// Import directions: source -> parse -> model -> graph -> rule -> engine, forward only.
// `values` may be imported freely, `types` with `import type` only; a folder may always import itself.
const directions = {
  source: {},
  parse: { values: ['source'] },
  model: { values: ['parse', 'source'] },
  admission: { values: ['model', 'parse', 'source'] },
  traffic: { values: ['model', 'parse', 'source'] },
  graph: { values: ['traffic', 'model', 'parse', 'source'] },
  cluster: { values: ['admission', 'traffic', 'model', 'parse', 'source'] },
  rule: { values: ['admission', 'graph', 'model', 'parse', 'source'] },
  engine: { values: ['rule', 'graph', 'model', 'parse', 'source'] },
  config: { values: ['rule', 'parse', 'source'], types: ['engine'] },
  silence: { values: ['config', 'engine', 'model', 'parse', 'source'], types: ['rule'] },
  baseline: { values: ['engine'], types: ['rule'] },
  fix: { values: ['source'], types: ['engine', 'rule', 'graph', 'model'] },
  report: { types: ['engine', 'rule', 'graph', 'model', 'source'] },
  library: { values: ['config', 'silence', 'engine', 'rule', 'parse', 'source', 'rules/index.ts'] },
  draw: { values: ['cluster'], types: ['engine', 'rule', 'graph', 'model', 'parse', 'source'] },
  trace: { values: ['cluster', 'model', 'parse'], types: ['source'] },
  testing: { values: ['engine', 'fix', 'rule', 'graph', 'model', 'parse', 'source'] },
  lsp: { values: ['*'], except: ['cli'] },
  cli: { values: ['*'] },
};

// The entries `src/index.ts` and `src/testing.ts`; everything may give them its types.
const entries = {
  values: ['library', 'engine', 'rule', 'config', 'report', 'testing', 'rules/index.ts'],
  types: ['graph', 'model', 'parse', 'source'],
};

// Packages that one place hides from the rest.
const packages = {
  yaml: ['parse'],
  globby: ['source'],
  ignore: ['source', 'config'],
  ajv: ['config', 'admission'],
  commander: ['cli'],
};

// Who may touch the file system and `process`.
const outside = {
  folders: ['config', 'cli', 'lsp', 'testing'],
  files: ['src/source/discover.ts', 'src/source/*read*.ts'],
};
const outsideModules = /^(?:node:)?(?:fs|process|child_process)(?:\/|$)/.source;

const depths = [1, 2, 3];

/** One block: what `files` may import, stated once for `import`, `export … from` and `import()`. */
function restrict(files, bans, globals = []) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: bans.map(({ regex, message, allowTypeImports = false }) => ({
            regex,
            message,
            allowTypeImports,
          })),
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...bans.map(({ regex, message }) => ({
          selector: `ImportExpression[source.value=/${regex.replaceAll(/\\?\//g, '\\u002F')}/]`,
          message,
        })),
      ],
      'no-restricted-globals': ['error', ...globals],
    },
  };
}

function pathPattern(target) {
  return target.endsWith('.ts') ? `\\.\\./${target.replaceAll('.', '\\.')}$` : `${target}/`;
}

/** What files that reach the stages through `up` times `../` may not import. */
function stageBans(name, self, { values = [], types = [], except = [] }, up) {
  const allowed = [...values, ...types].filter((it) => it !== '*');
  const list = [...values, ...types.map((it) => `types of ${it}`)].join(', ') || 'no other folder';
  const message = `Import directions: ${name} may import ${list} (table in .eslintrc.cjs, map in src/README.md).`;
  // From `src/index.ts` a stage is `./engine/…`, from `src/engine/lint.ts` it is `../engine/…`.
  const stage = up === 0 ? '^\\./' : `^${'\\.\\./'.repeat(up)}`;
  const inside = [...(up === 0 ? ['[^/]+$'] : []), ...[...self, ...allowed].map(pathPattern)];
  const bans = values.includes('*')
    ? []
    : [{ regex: `${stage}(?!${inside.join('|') || '$'})`, message }];
  if (up === 0 && !values.includes('*')) {
    bans.push({ regex: '^\\.\\./(?!rules/index\\.ts$)', message });
  }
  if (types.length > 0) {
    bans.push({ regex: `${stage}(?:${types.join('|')})/`, message, allowTypeImports: true });
  }
  if (except.length > 0) bans.push({ regex: `${stage}(?:${except.join('|')})/`, message });
  return bans;
}

/** What everybody but `folder` leaves alone. */
function packageBans(folder) {
  return Object.entries(packages)
    .filter(([, folders]) => !folders.includes(folder))
    .map(([name, folders]) => ({
      regex: `^${name}(?:/|$)`,
      message: `Import directions: only ${folders.map((it) => `src/${it}`).join(' and ')} may import ${name}.`,
    }));
}

const outsideMessage = `Import directions: only ${[...outside.files, ...outside.folders.map((it) => `src/${it}`)].join(', ')} may touch the file system or process.`;
const outsideBan = { regex: outsideModules, message: outsideMessage };
const outsideGlobal = { name: 'process', message: outsideMessage };

const folderBlocks = Object.entries(directions).flatMap(([folder, may]) =>
  depths.flatMap((depth) => {
    const bans = [...stageBans(`src/${folder}`, [folder], may, depth), ...packageBans(folder)];
    const files = [`src/${folder}/${'*/'.repeat(depth - 1)}*.ts`];
    return outside.folders.includes(folder)
      ? [restrict(files, bans)]
      : [restrict(files, [...bans, outsideBan], [outsideGlobal])];
  }),
);

const readerBlock = restrict(outside.files, [
  ...stageBans('src/source', ['source'], directions.source, 1),
  ...packageBans('source'),
]);

const entryBlock = restrict(
  ['src/*.ts'],
  [...stageBans('src/*.ts', [], entries, 0), ...packageBans('.'), outsideBan],
  [outsideGlobal],
);

const ruleMessage =
  'Import directions: a rule imports ../../src/rule/index.ts and nothing else; if it needs more, the model or the graph lacks a word.';
const ruleBlock = restrict(
  ['rules/*/**/*.ts'],
  [{ regex: '^(?!\\.\\./\\.\\./src/rule/index\\.ts$)', message: ruleMessage }],
  [{ name: 'process', message: ruleMessage }],
);

module.exports = [
  { ignores: ['dist/', 'coverage/', 'fixtures/', '**/node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...[...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked].map(
    (block) => ({ ...block, files: ['**/*.ts'] }),
  ),
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: __dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        URL: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        process: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', module: 'writable', require: 'readonly' },
    },
  },
  ...folderBlocks,
  readerBlock,
  entryBlock,
  ruleBlock,
  prettier,
];
