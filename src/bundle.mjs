// Builds dist/: the command as one file, the library, and what is read beside them.
//   node src/bundle.mjs                   code: well under a second
//   node src/bundle.mjs --declarations    and the .d.ts files
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');

/**
 * `yaml` reads `process.env.LOG_TOKENS` for every token, through Node's slow accessor. An empty
 * environment makes that free: a fifth of the whole run on 1,000 files.
 */
const quietYaml = {
  name: 'quiet-yaml',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?process$/ }, ({ importer }) =>
      packageOf(importer) === 'yaml' ? { path: 'process', namespace: 'quiet-yaml' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'quiet-yaml' }, () => ({
      contents: 'module.exports = { env: {}, emitWarning() {} };',
    }));
  },
};

/**
 * Turns the `require` of src/parse/lazy-yaml.ts, which looks into node_modules, into one that esbuild
 * follows: the bundles hold `yaml` and evaluate it when that function is called.
 */
const lazyYaml = {
  name: 'lazy-yaml',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]parse[\\/]lazy-yaml\.ts$/ }, () => ({
      contents: "export function lazyYaml() { return require('yaml'); }",
      resolveDir: root,
    }));
  },
};

/** Packages that most runs never use: compiling them costs more than the file look-up of each. */
const rarelyUsed = ['commander', 'globby', 'yaml'];

/** Makes the command take those from `dist/packages/` when it asks for them. */
const separatePackages = {
  name: 'separate-packages',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(?:${rarelyUsed.join('|')})$`) }, ({ path: name, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./packages/${name}.cjs`, external: true },
    );
  },
};

/** The commands of the command line: src/cli/commands/<name>.ts. */
const commandNames = readdirSync(path.join(root, 'src/cli/commands'))
  .filter((it) => it !== 'index.ts' && /^export const command\b/m.test(readCommand(it)))
  .map((it) => path.basename(it, '.ts'));

function readCommand(file) {
  return readFileSync(path.join(root, 'src/cli/commands', file), 'utf8');
}

/**
 * Makes each command a file of its own beside the frame, `dist/<name>.cjs`. In one file every module
 * would lie in a function, for laziness, and V8 would read its text twice: once to skip the function,
 * once to compile it.
 */
const separateCommands = {
  name: 'separate-commands',
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`/(?:${commandNames.join('|')})\\.ts$`);
    onResolve({ filter }, ({ path: file, kind, importer }) =>
      kind === 'dynamic-import' && /[\\/]src[\\/]cli[\\/]/.test(importer)
        ? { path: `${path.basename(file, '.ts')}.cjs`, namespace: 'separate-commands' }
        : undefined,
    );
    onLoad({ filter: /^/, namespace: 'separate-commands' }, ({ path: file }) => ({
      contents: `
        import path from 'node:path';
        import { requireCompiled } from './src/cli/compiled.ts';
        export const { command } = requireCompiled(path.join(import.meta.dirname, '${file}'));`,
      resolveDir: root,
    }));
  },
};

/** The forms of a report that are not the default: src/report/<name>.ts, loaded by src/report/index.ts. */
const reporterNames = [
  ...readFileSync(path.join(root, 'src/report/index.ts'), 'utf8').matchAll(
    /import\('\.\/([a-z]+)\.ts'\)/g,
  ),
]
  .map((it) => it[1])
  .filter((it) => it !== 'text');

/** The same for them: `dist/reports/<name>.cjs`. */
const separateReporters = {
  name: 'separate-reporters',
  setup({ onResolve }) {
    const filter = new RegExp(`^\\./(?:${reporterNames.join('|')})\\.ts$`);
    onResolve({ filter }, ({ path: file, kind, importer }) =>
      kind === 'dynamic-import' && /[\\/]src[\\/]report[\\/]index\.ts$/.test(importer)
        ? { path: `./reports/${path.basename(file, '.ts')}.cjs`, external: true }
        : undefined,
    );
  },
};

/**
 * Stages that few runs need, each a file of its own, `dist/<name>.cjs`. They take no values of the
 * stages that every run needs: there would be two of these.
 */
const rareStages = {
  configuration: 'src/config/configuration.ts',
  silence: 'src/silence/silence.ts',
  baseline: 'src/cli/lint/baseline.ts',
  since: 'src/cli/lint/since.ts',
};

/** What takes plugins in, which may be ES modules. */
const importModule = 'src/config/import-module.ts';

const separateStages = {
  name: 'separate-stages',
  setup({ onResolve, onLoad }) {
    for (const [name, file] of Object.entries(rareStages)) {
      onResolve(
        { filter: new RegExp(`/${path.basename(file)}$`) },
        ({ path: asked, kind, resolveDir }) =>
          kind === 'dynamic-import' && path.resolve(resolveDir, asked) === path.join(root, file)
            ? { path: `${name}.cjs`, namespace: 'separate-stages' }
            : undefined,
      );
    }
    onResolve({ filter: /\/import-module\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './import-module.cjs', external: true } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'separate-stages' }, ({ path: file }) => ({
      contents: `
        const { requireCompiled } = require('./src/cli/compiled.ts');
        module.exports = requireCompiled(require('node:path').join(__dirname, '${file}'));`,
      resolveDir: root,
    }));
  },
};

/** The schema of the configuration without what it tells people: all that checking needs. */
function plainSchema(file) {
  const schema = JSON.parse(readFileSync(file, 'utf8'), (key, value) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  );
  // The rules are listed for editors; a name that is none of them is treated alike.
  schema.definitions.rules.properties = {};
  return schema;
}

/** What ajv makes of the configuration's schema, in place of ajv: compiling takes 60 ms. */
const compiledSchema = {
  name: 'compiled-schema',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]config[\\/]validator\.ts$/ }, async ({ path: file }) => {
      const { Ajv } = await import('ajv');
      const { default: standaloneCode } = await import('ajv/dist/standalone/index.js');
      const schema = plainSchema(path.join(path.dirname(file), 'schema/config.schema.json'));
      const options = { allErrors: true, allowUnionTypes: true, schemas: [schema] };
      const ajv = new Ajv({ ...options, code: { source: true, esm: true } });
      const contents = standaloneCode.default(ajv, { isConfigFile: schema.$id });
      return { contents, resolveDir: root };
    });
    onLoad({ filter: /[\\/]config\.schema\.json$/ }, ({ path: file }) => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(plainSchema(file)))});`,
    }));
  },
};

/** V8 reads JSON in a string faster than as an expression: 1 ms of 40 for one file. */
const jsonAsText = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]definitions[\\/][^\\/]+\.json$/ }, ({ path: file }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});` };
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  legalComments: 'none', // they stand in THIRD-PARTY-NOTICES.txt
  logLevel: 'warning',
  metafile: true,
  outdir: 'dist',
  platform: 'node',
  plugins: [quietYaml, lazyYaml, jsonAsText, compiledSchema],
  target: 'node20',
  write: false,
};

/** What the files of the command have in common. CommonJS starts fastest: test/bench has the figures. */
const commonJs = {
  ...common,
  format: 'cjs',
  minify: true,
  outExtension: { '.js': '.cjs' },
  banner: {
    js: '#!/usr/bin/env node\n"use strict";const importMetaUrl=require("node:url").pathToFileURL(__filename).href;',
  },
  define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname' },
};

/**
 * The command: a frame, its commands and what few runs use. What is not in a file costs nothing.
 * `more` is for tests.
 */
export async function bundleCommand(more = {}) {
  const plugins = [...common.plugins, ...(more.plugins ?? [])];
  const separate = [
    separateCommands,
    separateReporters,
    separatePackages,
    separateStages,
    ...plugins,
  ];
  const outputs = await Promise.all([
    build({
      ...commonJs,
      entryPoints: {
        cli: 'src/cli/bin.ts',
        ...Object.fromEntries(commandNames.map((name) => [name, `src/cli/commands/${name}.ts`])),
        ...Object.fromEntries(
          reporterNames.map((name) => [`reports/${name}`, `src/report/${name}.ts`]),
        ),
        ...Object.fromEntries(rarelyUsed.map((name) => [`packages/${name}`, name])),
        ...rareStages,
      },
      // `require` of our own files: Node's `import()` reads a CommonJS file twice.
      supported: { 'dynamic-import': false },
      ...more,
      plugins: separate,
    }),
    build({ ...commonJs, entryPoints: { 'import-module': importModule }, ...more }),
  ]);
  return {
    outputFiles: outputs.flatMap(({ outputFiles }) => outputFiles),
    metafile: {
      outputs: Object.assign({}, ...outputs.map(({ metafile }) => metafile.outputs)),
    },
  };
}

/** The library and its `./testing`, sharing their modules, readable in a stack trace. */
function bundleLibrary() {
  return build({
    ...common,
    entryPoints: { index: 'src/index.ts', testing: 'src/testing.ts' },
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // CommonJS packages inside an ESM bundle call `require` for what Node brings.
    banner: {
      js: "import { createRequire as createRequireHere } from 'node:module';\nconst require = createRequireHere(import.meta.url);",
    },
  });
}

/** The library's types, as one graph of .d.ts files that mention no package. */
async function bundleDeclarations() {
  const [{ rollup }, { dts }] = await Promise.all([import('rollup'), import('rollup-plugin-dts')]);
  const bundle = await rollup({
    input: { index: path.join(root, 'src/index.ts'), testing: path.join(root, 'src/testing.ts') },
    plugins: [
      dts({ tsconfig: path.join(root, 'tsconfig.json'), includeExternal: ['kubernetes-types'] }),
    ],
    onwarn({ code, message }) {
      if (code === 'UNRESOLVED_IMPORT') throw new Error(message);
    },
  });
  const { output } = await bundle.generate({
    format: 'es',
    entryFileNames: '[name].d.ts',
    chunkFileNames: 'chunks/[name]-[hash].d.ts',
  });
  await bundle.close();
  for (const { fileName, code } of output) {
    const [, name] =
      /\b(?:from|import\(|reference types=)\s*['"]([^'".][^'"]*)['"]/.exec(withoutComments(code)) ??
      [];
    if (name) throw new Error(`dist/${fileName} mentions ${name}: declarations stand alone`);
  }
  return output;
}

/** Examples in comments import what they show. */
function withoutComments(code) {
  return code.replace(/\/\*[^]*?\*\//g, '');
}

/** The package that a file of node_modules belongs to. */
function packageOf(file) {
  return /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1].replace('\\', '/');
}

/** Name, version and licence of every package whose code or types went into dist/. */
function notices(files) {
  const directories = new Map();
  for (const file of files) {
    const directory = /.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
    if (directory) directories.set(path.resolve(root, directory), packageOf(file));
  }
  const parts = [...directories].map(([directory, name]) => {
    const { version, license } = JSON.parse(
      readFileSync(path.join(directory, 'package.json'), 'utf8'),
    );
    if (!license) throw new Error(`${name} is bundled and states no licence`);
    const texts = readdirSync(directory)
      .filter((it) => /^(?:licen[cs]e|notice|copying)\b/i.test(it))
      .sort()
      .map((it) => readFileSync(path.join(directory, it), 'utf8').replaceAll('\r\n', '\n').trim());
    return [`${name} ${version}, ${license}`, ...texts].join('\n\n');
  });
  const head = 'k8s-svc-lint contains code of these packages:';
  return `${[head, ...parts.sort()].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Files of the tree that are shipped as they are: [place in dist, place in the tree]. */
function copies() {
  const readmes = readdirSync(path.join(root, 'rules'), { withFileTypes: true })
    .filter((it) => it.isDirectory() && !it.name.startsWith('_'))
    .map((it) => `rules/${it.name}/README.md`)
    .filter((it) => existsSync(path.join(root, it)))
    .map((it) => [it, it]);
  const schemas = filesIn(path.join(root, 'src'))
    .filter((it) => /(?:^|\/)schema\/[^/]+\.json$/.test(it))
    .map((it) => [`schema/${path.basename(it)}`, `src/${it}`]);
  const matchers = filesIn(path.join(root, 'src/report/problem-matcher')).map((it) => [
    `problem-matcher/${it}`,
    `src/report/problem-matcher/${it}`,
  ]);
  return [...readmes, ...schemas, ...matchers];
}

/** Paths with `/`, relative to `directory`, sorted. */
function filesIn(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((it) => it.isFile())
    .map((it) => path.relative(directory, path.join(it.parentPath ?? it.path, it.name)))
    .map((it) => it.replaceAll('\\', '/'))
    .sort();
}

/** Makes dist/ hold `files` and nothing stale, without ever being empty: tests may be running it. */
function write(files, keep) {
  for (const [name, contents] of files) {
    const file = path.join(dist, name);
    const bytes = Buffer.from(contents);
    if (existsSync(file) && bytes.equals(readFileSync(file))) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  chmodSync(path.join(dist, 'cli.cjs'), 0o755);
  for (const name of filesIn(dist)) {
    if (!files.has(name) && !keep(name)) rmSync(path.join(dist, name));
  }
}

async function main(withDeclarations) {
  const [command, library, declarations] = await Promise.all([
    bundleCommand(),
    bundleLibrary(),
    withDeclarations ? bundleDeclarations() : [],
  ]);
  const inputs = [command, library].flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) =>
        bytesInOutput > 0 ? [file] : [],
      ),
    ),
  );
  const typeInputs = declarations.flatMap(({ moduleIds }) => moduleIds);
  const files = new Map([
    ...[...command.outputFiles, ...library.outputFiles].map((it) => [
      path.relative(dist, it.path).replaceAll('\\', '/'),
      it.contents,
    ]),
    ...declarations.map(({ fileName, code }) => [fileName, code]),
    ...copies().map(([to, from]) => [to, readFileSync(path.join(root, from))]),
    ['THIRD-PARTY-NOTICES.txt', notices([...inputs, ...typeInputs])],
    [
      'API-DEFINITIONS-NOTICE.txt',
      readFileSync(path.join(root, 'src/admission/definitions/NOTICE')),
    ],
  ]);
  write(files, (name) => !withDeclarations && name.endsWith('.d.ts'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv.includes('--declarations'));
}
