import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { broken, CLEAN, filesOf, folderOf, outcome, run } from './support/command.ts';

const RULE = 'service-target-port-unresolved';
const REPOSITORY = { '.git/HEAD': '' };

describe('a configuration', () => {
  const files = {
    ...REPOSITORY,
    '.k8s-svc-lint.yaml': `exclude: [/vendor/]
overrides:
  - files: /examples/
    rules: {${RULE}: off}
  - files: warn.yaml
    rules: {${RULE}: warning}
`,
    'shop/cart.yaml': broken(),
    'shop/warn.yaml': broken('catalog'),
    'examples/cart.yaml': broken(),
    'vendor/cart.yaml': broken(),
  };

  test('counts for all below it, wherever the command is run', () => {
    const cwd = folderOf(files);
    const shown = ['shop/cart.yaml', 'shop/warn.yaml'];
    const { stdout, status } = run(['.'], { cwd });
    expect(stdout.split('\n').map((line) => /^\S+?(?=:)/.exec(line)?.[0])).toEqual([
      ...shown,
      undefined,
    ]);
    expect(stdout).toContain('shop/warn.yaml:6:34-6:38: warning:');
    expect(status).toBe(1);
    expect(filesOf(run(['.'], { cwd: path.join(cwd, 'shop') }).stdout)[0]).toBe('cart.yaml');
    expect(run(['../examples'], { cwd: path.join(cwd, 'shop') }).status).toBe(0);
  });

  test('does not count with --no-config; --config names another', () => {
    const cwd = folderOf({ ...files, 'strict.yaml': `rules: {${RULE}: off}` });
    const all = ['examples/cart.yaml', 'shop/cart.yaml', 'shop/warn.yaml', 'vendor/cart.yaml'];
    expect(filesOf(run(['.', '--no-config'], { cwd }).stdout)).toEqual(all);
    expect(run(['.', '--config', 'strict.yaml'], { cwd }).status).toBe(0);
    expect(outcome(['.', '--config', 'none.yaml'], { cwd })).toEqual([
      2,
      '',
      'k8s-svc-lint: none.yaml: no such file or folder\n',
    ]);
    expect(run(['.', '--config', 'strict.yaml', '--no-config'], { cwd }).status).toBe(2);
  });

  test('is not looked for above the root of the repository', () => {
    const cwd = folderOf({
      '.k8s-svc-lint.yaml': 'no configuration',
      'shop/.git/HEAD': '',
      'shop/a.yaml': CLEAN,
    });
    expect(run(['.'], { cwd: path.join(cwd, 'shop') }).status).toBe(0);
    expect(run(['.'], { cwd }).status).toBe(2);
  });

  test('leaves out what it excludes also when it is named, and says so', () => {
    const cwd = folderOf(files);
    expect(outcome(['vendor/cart.yaml'], { cwd })).toEqual([
      2,
      '',
      'k8s-svc-lint: vendor/cart.yaml: .k8s-svc-lint.yaml excludes "/vendor/"\nk8s-svc-lint: no Kubernetes object found in 0 files; --debug-files says why, --allow-empty if that is as it should be\n',
    ]);
    expect(run(['vendor/cart.yaml', '--allow-empty'], { cwd }).status).toBe(0);
  });

  test('yields to flags', () => {
    const cwd = folderOf({
      ...REPOSITORY,
      '.k8s-svc-lint.yaml': `world: closed\nnamespace: shop\nfailOn: never\nrules: {${RULE}: off}\n`,
      'cart.yaml': broken(),
    });
    expect(run(['.'], { cwd }).status).toBe(0);
    const { status, stdout } = run(
      ['.', '--rule', `${RULE}=warning`, '--fail-on', 'warning', '--namespace', 'bank'],
      { cwd },
    );
    expect(status).toBe(1);
    expect(stdout).toContain('warning: targetPort "htpp" is not a port name of Pod bank/cart');
    const overridden = folderOf({ ...files });
    expect(filesOf(run(['.', '--rule', `${RULE}=error`], { cwd: overridden }).stdout)).toEqual([
      'examples/cart.yaml',
      'shop/cart.yaml',
      'shop/warn.yaml',
    ]);
  });

  test('that fails on what a flag hides is told', () => {
    const cwd = folderOf({
      ...REPOSITORY,
      '.k8s-svc-lint.yaml': 'failOn: warning',
      'a.yaml': CLEAN,
    });
    expect(outcome(['.', '--min-severity', 'error'], { cwd })).toEqual([
      2,
      '',
      'k8s-svc-lint: failOn: warning in .k8s-svc-lint.yaml needs --min-severity warning or lower: what is not shown cannot fail\n',
    ]);
  });

  test.each([
    [`${RULE}x=off`, `--rule: no rule "${RULE}x"; did you mean "${RULE}"?`],
    [
      `${RULE}=offf`,
      `--rule ${RULE}: "offf" is none of off, error, warning or info, as in --rule ${RULE}=off; did you mean "off"?`,
    ],
    [RULE, `--rule ${RULE}: "" is none of off, error, warning or info, as in --rule ${RULE}=off`],
  ])('--rule %s: one line', (flag, message) => {
    expect(outcome(['.', '--rule', flag])).toEqual([2, '', `k8s-svc-lint: ${message}\n`]);
  });

  test('its mistakes are lines that a problem matcher reads', () => {
    const cwd = folderOf({
      ...REPOSITORY,
      '.k8s-svc-lint.yaml': 'rules:\n  syntx: off\n',
      'a.yaml': CLEAN,
    });
    expect(outcome(['.'], { cwd })).toEqual([
      2,
      '',
      '.k8s-svc-lint.yaml:2:3-2:8: error: no rule "syntx"; did you mean "syntax"? [configuration]\n',
    ]);
  });

  test('that cannot be read is one line', () => {
    const cwd = folderOf({ ...REPOSITORY, '.k8s-svc-lint.yaml/a': '', 'a.yaml': CLEAN });
    expect(outcome(['a.yaml'], { cwd })).toEqual([
      2,
      '',
      'k8s-svc-lint: .k8s-svc-lint.yaml: is a folder\n',
    ]);
  });

  test.skipIf(process.getuid?.() === 0)('without permission is one line', () => {
    const cwd = folderOf({ ...REPOSITORY, '.k8s-svc-lint.yaml': '', 'a.yaml': CLEAN });
    chmodSync(path.join(cwd, '.k8s-svc-lint.yaml'), 0);
    expect(outcome(['a.yaml'], { cwd })).toEqual([
      2,
      '',
      'k8s-svc-lint: .k8s-svc-lint.yaml: no permission to read it\n',
    ]);
  });
});

describe('context', () => {
  const files = {
    ...REPOSITORY,
    'shop/ingress.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend: {service: {name: cart, port: {number: 8080}}}
`,
    'cluster.yaml': broken(),
  };

  test('exists, and is neither linted nor counted', () => {
    const cwd = folderOf(files);
    const [status, stdout, stderr] = outcome(['shop', '--context', 'cluster.yaml'], { cwd });
    expect(stdout).toContain('shop/ingress.yaml:5:57-5:61: error: Service cart has no port 8080');
    expect([status, stderr]).toEqual([1, '1 error (1 file, 1 resource)\n']);
  });

  test('stands in the configuration, found from there', () => {
    const cwd = folderOf({ ...files, '.k8s-svc-lint.yaml': 'context: [cluster.yaml]' });
    expect(run(['.'], { cwd: path.join(cwd, 'shop') }).stdout).toContain(
      '[ingress-backend-port-missing]',
    );
    expect(run(['shop', 'cluster.yaml'], { cwd }).stdout).toContain(RULE);
  });

  test('is not linted because a folder around it is, unless it is named itself', () => {
    const cwd = folderOf({
      ...files,
      '.k8s-svc-lint.yaml': 'context: [cluster.yaml, live]',
      'live/cart.yaml': broken(),
    });
    const { stdout, stderr } = run(['.', '--debug-files'], { cwd });
    expect(stdout).not.toContain(RULE);
    expect(stderr.split('\n').filter((line) => /cluster|live/.test(line))).toEqual([
      'out  cluster.yaml: context: it exists, and is not linted',
      'out  live/: context: it exists, and is not linted',
      'out  live/cart.yaml: context: it exists, and is not linted',
    ]);
    expect(run(['.', 'live'], { cwd }).stdout).toContain('live/cart.yaml');
    expect(run(['live/cart.yaml'], { cwd }).stdout).toContain(RULE);
  });

  test('that is not there, or cannot be read in full, is told', () => {
    const cwd = folderOf({ ...files, 'half.yaml': 'kind: [' });
    expect(run(['shop', '--context', 'none'], { cwd }).stderr).toContain(
      'k8s-svc-lint: context none: no such file or folder\n',
    );
    expect(run(['shop', '--context', 'none'], { cwd }).status).toBe(2);
    expect(run(['shop', '--context', 'half.yaml'], { cwd }).stderr).toContain(
      'context half.yaml: not all of it can be read',
    );
  });
});

describe('plugins', () => {
  const rule = (id: string): string =>
    `{ id: '${id}', title: 'No carts', category: 'selection', severity: 'error', assumes: 'nothing', references: ['https://shop.example'], messageIds: ['cart'],
  run(graph, report) { for (const { resource } of graph.services) report({ at: resource.name, messageId: 'cart', message: 'no carts here' }); } }`;
  const shop = { ...REPOSITORY, 'cart.yaml': broken() };
  const found = /cart\.yaml:3:18-3:22: error: no carts here \[shop-no-cart\]/;

  test('are files or packages, ES modules or CommonJS', () => {
    const forms = [
      {
        '.k8s-svc-lint.yaml': 'plugins: [./lint/rule.mjs]',
        'lint/rule.mjs': `export default ${rule('shop-no-cart')}`,
      },
      {
        '.k8s-svc-lint.yaml': 'plugins: [./rules.cjs]',
        'rules.cjs': `module.exports = [${rule('shop-no-cart')}]`,
      },
      {
        '.k8s-svc-lint.yaml': 'plugins: ["@shop/rules"]',
        'node_modules/@shop/rules/package.json':
          '{"exports": {".": {"types": "./a.d.ts", "import": "./main.mjs"}}}',
        'node_modules/@shop/rules/main.mjs': `export default [${rule('shop-no-cart')}]`,
      },
      {
        '.k8s-svc-lint.yaml': 'extends: ./base/all.yaml',
        'base/all.yaml': 'plugins: [./rule.mjs]',
        'base/rule.mjs': `export default ${rule('shop-no-cart')}`,
      },
    ];
    for (const files of forms) {
      const { stdout, stderr } = run(['cart.yaml'], { cwd: folderOf({ ...shop, ...files }) });
      expect(stdout, stderr).toMatch(found);
    }
  });

  test('are described where they say, and never among our pages', () => {
    const cwd = folderOf({
      ...shop,
      '.k8s-svc-lint.yaml': 'plugins: [./rule.mjs]',
      'rule.mjs': `export default ${rule('shop-no-cart')}`,
    });
    const { findings } = JSON.parse(run(['.', '--format', 'json'], { cwd }).stdout) as {
      findings: { ruleId: string; url: string }[];
    };
    expect(findings.find(({ ruleId }) => ruleId === 'shop-no-cart')?.url).toBe(
      'https://shop.example',
    );
    const sarif = run(['.', '--format', 'sarif'], { cwd }).stdout;
    expect(sarif.includes('"helpUri":"https://shop.example"')).toBe(true);
  });

  test('bring rules that are set like ours', () => {
    const cwd = folderOf({
      ...shop,
      '.k8s-svc-lint.yaml': 'plugins: [./rule.mjs]\nrules: {shop-no-cart: warning}',
      'rule.mjs': `export default ${rule('shop-no-cart')}`,
    });
    expect(run(['.'], { cwd }).stdout).toContain('warning: no carts here');
    expect(run(['.', '--rule', 'shop-no-cart=off'], { cwd }).stdout).not.toContain('no carts');
  });

  test('are not run with --no-plugins, which is said', () => {
    const cwd = folderOf({
      ...shop,
      '.k8s-svc-lint.yaml': 'plugins: [./rule.mjs]\nrules: {shop-no-cart: warning}',
      'rule.mjs': 'console.log("run")',
      'checkout.yaml': `# k8s-svc-lint-disable-file shop-no-cart -- it is one\n${CLEAN}`,
    });
    const [, stdout, stderr] = outcome(['.', '--no-plugins'], { cwd });
    expect(stdout).not.toContain('run');
    expect(stdout).not.toContain('suppression');
    expect(stderr).toContain(
      'k8s-svc-lint: .k8s-svc-lint.yaml: --no-plugins leaves out the rules of ./rule.mjs\n',
    );
  });

  test.each([
    ['throw new Error("no\\nstock")', 'failed to load: no'],
    [
      'import "./none.mjs"',
      expect.stringMatching(/^failed to load: Cannot find module /) as string,
    ],
    ['export default 3', 'its default export is no rule and no list of rules made with defineRule'],
    [
      'export default []',
      'its default export is no rule and no list of rules made with defineRule',
    ],
    [`export default ${rule('syntax')}`, 'there is a rule "syntax" already; name it otherwise'],
  ])('%s: one line, and nothing is linted', (code, message) => {
    const cwd = folderOf({
      ...shop,
      '.k8s-svc-lint.yaml': 'plugins: [./rule.mjs]',
      'rule.mjs': code,
    });
    const [status, stdout, stderr] = outcome(['.'], { cwd });
    expect([status, stdout]).toEqual([2, '']);
    const [line = '', rest] = stderr.split(/\n(?!$)/);
    const [, said] =
      /^\.k8s-svc-lint\.yaml:1:11-1:21: error: plugin "\.\/rule\.mjs": (.*) \[configuration\]\n?$/.exec(
        line,
      ) ?? [];
    expect(said).toEqual(message);
    expect(rest).toBeUndefined();
  });
});

test('sets: files are judged with those that they are deployed with', () => {
  const [service = '', pod = ''] = broken().split('---\n');
  const cwd = folderOf({
    ...REPOSITORY,
    '.k8s-svc-lint.yaml': 'sets:\n  east: [/base/, /east/]\n  west: [/base/, /west/]\n',
    'base/cart.yaml': service,
    'east/cart.yaml': pod,
    'west/cart.yaml': pod.replace('name: http', 'name: htpp'),
  });
  expect(run(['.'], { cwd }).stdout).toMatch(
    /^base\/cart.yaml:6:34-6:38: error: .* \[service-target-port-unresolved\]\n$/,
  );
  expect(run(['.', '--no-config'], { cwd }).stdout).toMatch(/-on-some-pods\]\n$/);
});

test('suppressions of a configuration silence by rule, object and file', () => {
  const cwd = folderOf({
    ...REPOSITORY,
    '.k8s-svc-lint.yaml': `suppressions:
  - {rules: ${RULE}, objects: Service cart*, files: /old/, reason: moves}
  - {rules: ${RULE}, objects: Service nobody, reason: gone}
`,
    'old/cart.yaml': broken(),
    'new/cart.yaml': broken(),
  });
  const { stdout } = run(['.'], { cwd });
  expect(stdout).not.toContain('old/cart.yaml');
  expect(stdout).toContain('new/cart.yaml:6:34-6:38: error');
  expect(stdout).toContain(
    '.k8s-svc-lint.yaml:3:6-3:11: warning: the suppression silences nothing',
  );
  expect(run(['new'], { cwd }).stdout).not.toContain('silences nothing');
});

test('--debug-files says of each file why it is in or out', () => {
  const cwd = folderOf({
    ...REPOSITORY,
    '.gitignore': 'build/\n',
    '.k8s-svc-lint.yaml': 'exclude: [/vendor/]',
    'shop/cart.yaml': CLEAN,
    'shop/README.md': '',
    'build/cart.yaml': CLEAN,
    'vendor/cart.yaml': CLEAN,
    'node_modules/a.yaml': CLEAN,
  });
  const [status, stdout, stderr] = outcome(['.', 'shop/cart.yaml', '--debug-files', '--quiet'], {
    cwd,
  });
  expect([status, stdout]).toEqual([0, '']);
  expect(stderr.split('\n').sort()).toEqual([
    '',
    'in   shop/cart.yaml: in a folder that was given',
    'in   shop/cart.yaml: named',
    'out  .git/: never looked into',
    'out  .gitignore: not named like a manifest: *.yaml, *.yml, *.json',
    'out  .k8s-svc-lint.yaml: a file of k8s-svc-lint itself',
    'out  build/: git ignores it: build/',
    'out  node_modules/: never looked into',
    'out  shop/README.md: not named like a manifest: *.yaml, *.yml, *.json',
    'out  vendor/: .k8s-svc-lint.yaml excludes "/vendor/"',
  ]);
});

describe('print-config', () => {
  const files = {
    ...REPOSITORY,
    '.k8s-svc-lint.yaml': `extends: [k8s-svc-lint:strict, ./base.json]
namespace: shop
overrides:
  - files: /old/
    namespace: museum
    rules: {syntax: off}
`,
    'base.json': '{"world": "closed",\n "exclude": ["tmp/"]}',
  };

  test('says for a file what counts, and where that is said', () => {
    const { stdout } = run(['print-config', 'old/cart.yaml'], { cwd: folderOf(files) });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('# .k8s-svc-lint.yaml, for old/cart.yaml');
    for (const line of [
      'world: closed # base.json:1:11',
      '  - tmp/ # base.json:2:14',
      'namespace: museum # .k8s-svc-lint.yaml:5:16',
      '  syntax: off # .k8s-svc-lint.yaml:6:21',
      '  service-selects-no-pod: error # usual',
    ]) {
      expect(lines).toContain(line);
    }
    expect(stdout).toMatch(/^ {2}api-deprecated: warning # k8s-svc-lint:strict:\d+:19$/m);
    expect(stdout).not.toContain('overrides');
  });

  test('is a configuration that says the same', () => {
    const cwd = folderOf(files);
    const { stdout } = run(['print-config'], { cwd });
    const printed = folderOf({ ...REPOSITORY, '.k8s-svc-lint.yaml': stdout });
    const again = run(['print-config'], { cwd: printed });
    const withoutPlaces = (text: string): string => text.replace(/ #.*/g, '');
    expect(withoutPlaces(again.stdout)).toBe(withoutPlaces(stdout));
  });

  test('writes paths as the configuration would', () => {
    const cwd = folderOf({
      ...REPOSITORY,
      '.k8s-svc-lint.yaml': 'context: [../cluster, cluster.yaml]',
    });
    const lines = run(['print-config'], { cwd }).stdout.split('\n');
    expect(lines.slice(1, 4)).toEqual([
      'context:',
      '  - "../cluster" # .k8s-svc-lint.yaml:1:11',
      '  - "./cluster.yaml" # .k8s-svc-lint.yaml:1:23',
    ]);
  });

  test('says what is excluded, which sets a file is in, and what counts without a configuration', () => {
    const cwd = folderOf({
      ...REPOSITORY,
      '.k8s-svc-lint.yaml': 'exclude: [old]\nsets: {east: [/old/, /a/], west: [/a/]}',
    });
    const ofFile = (file: string): string => run(['print-config', file], { cwd }).stdout;
    expect(ofFile('old/cart.yaml')).toContain(
      '\n# left out: .k8s-svc-lint.yaml excludes "old"\n# in set east\n',
    );
    expect(ofFile('a/cart.yaml')).toContain('\n# in set east, west\n');
    const nothing = run(['print-config'], { cwd: folderOf(REPOSITORY) });
    expect(nothing.stdout).toMatch(
      /^# no configuration .*\nrules:\n {2}api-deprecated: info # usual\n/,
    );
  });
});

describe('init', () => {
  test('writes a configuration that sets nothing yet', () => {
    const cwd = folderOf({ ...REPOSITORY, 'cart.yaml': broken() });
    const before = run(['.'], { cwd });
    expect(run(['init'], { cwd }).status).toBe(0);
    const after = run(['.'], { cwd });
    expect([after.status, after.stdout, after.stderr]).toEqual([
      before.status,
      before.stdout,
      before.stderr,
    ]);
  });

  test.each(['.k8s-svc-lint.yaml', '.k8s-svc-lint.json', 'package.json'])(
    'leaves %s as it is',
    (name) => {
      const text = '{"k8s-svc-lint": {}}';
      const cwd = folderOf({ [name]: text });
      expect(outcome(['init'], { cwd })).toEqual([
        2,
        '',
        `k8s-svc-lint: ${name} is there already, and stays as it is\n`,
      ]);
      expect(readFileSync(path.join(cwd, name), 'utf8')).toBe(text);
    },
  );

  test('leads an editor to the schema of the installed package', () => {
    const schema = 'node_modules/k8s-svc-lint/dist/schema/config.schema.json';
    const cwd = folderOf({ [schema]: '{}' });
    run(['init'], { cwd });
    const [first] = readFileSync(path.join(cwd, '.k8s-svc-lint.yaml'), 'utf8').split('\n');
    expect(first).toBe(`# yaml-language-server: $schema=${schema}`);
  });
});

describe('what a configuration may do to a run', () => {
  test('a device is no configuration', () => {
    const cwd = folderOf({ 'cart.yaml': CLEAN });
    const [status, stdout, stderr] = outcome(['.', '--config', '/dev/zero'], { cwd });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^k8s-svc-lint: \S*dev\/zero: is a device, no file\n$/);
  });

  test('what a plugin throws when nobody waits for it is one line, and exit 2', () => {
    const cwd = folderOf({
      'cart.yaml': CLEAN,
      '.k8s-svc-lint.yaml': 'plugins: [./late.mjs]',
      'late.mjs': 'setTimeout(() => { throw new Error("too late"); }, 1);\nexport default [];\n',
    });
    const { status, stderr } = run(['.'], { cwd });
    expect(stderr).toMatch(/^k8s-svc-lint: thrown outside of all rules.*: too late$/m);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  });
});
