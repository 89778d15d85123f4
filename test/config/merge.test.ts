import { describe, expect, test } from 'vitest';
import { configure } from './support.ts';

test('the nearest configuration upwards counts, in any of its forms', async () => {
  const files = {
    '.k8s-svc-lint.yaml': 'world: open',
    'shop/package.json': '{"k8s-svc-lint": {"world": "closed"}}',
  };
  expect((await configure(files, 'shop')).settings).toEqual({ world: 'closed' });
  expect((await configure({ ...files, 'shop/carts/a.yaml': '' }, 'shop/carts')).name).toBe(
    '../package.json',
  );
  expect((await configure({ '.k8s-svc-lint.json': '{"nodes": "public"}' })).settings).toEqual({
    nodes: 'public',
  });
  expect((await configure({ '.k8s-svc-lint.yml': 'nodes: public' })).settings).toEqual({
    nodes: 'public',
  });
});

test('a package.json that only depends on us is none', async () => {
  const files = {
    'package.json': '{"k8s-svc-lint": {"nodes": "public"}}',
    'shop/package.json': '{"devDependencies": {"k8s-svc-lint": "1"}}',
  };
  expect((await configure(files, 'shop')).settings).toEqual({ nodes: 'public' });
  const marked = { 'package.json': `\uFEFF${files['package.json']}` };
  expect((await configure(marked)).settings).toEqual({ nodes: 'public' });
});

test('off and yes are words, versions keep their zeros, nothing says nothing', async () => {
  const text =
    'rules: {syntax: off}\nkubernetesVersion: 1.30\nnamespace: yes\nexclude:\n#  - old/\n';
  const configuration = await configure({ '.k8s-svc-lint.yaml': text });
  expect(configuration.settings).toEqual({
    rules: { syntax: 'off' },
    kubernetesVersion: '1.30',
    namespace: 'yes',
  });
  expect(configuration.kubernetesVersion).toBe('1.30');
  expect((await configure({ '.k8s-svc-lint.yaml': '# later\n' })).settings).toEqual({});
});

describe('extends', () => {
  test('the later over the earlier, and a file over both: keys merge, lists join', async () => {
    const { settings } = await configure({
      '.k8s-svc-lint.yaml':
        'extends: [./one.yaml, ./two.json]\nrules: {syntax: info}\nexclude: [c]',
      'one.yaml':
        'world: closed\nnodes: private\nrules: {syntax: off, api-deprecated: off}\nexclude: [a]',
      'two.json': '{"nodes": "public", "exclude": ["b"], "sets": {"shop": ["x"]}}',
    });
    expect(settings).toEqual({
      world: 'closed',
      nodes: 'public',
      rules: { syntax: 'info', 'api-deprecated': 'off' },
      exclude: ['a', 'b', 'c'],
      sets: { shop: ['x'] },
    });
  });

  test('packages: a configuration in their folder, or a file that is named', async () => {
    const { settings } = await configure(
      {
        'shop/.k8s-svc-lint.yaml': 'extends: ["@shop/rules", "@shop/rules/strict.yaml"]',
        'node_modules/@shop/rules/package.json':
          '{"k8s-svc-lint": {"world": "closed", "nodes": "private"}}',
        'node_modules/@shop/rules/strict.yaml': 'nodes: public',
      },
      'shop',
    );
    expect(settings).toEqual({ world: 'closed', nodes: 'public' });
  });

  test('paths count from the file that names them, patterns from the folder of the configuration', async () => {
    const configuration = await configure(
      {
        'shop/.k8s-svc-lint.yaml': 'extends: ../common/base.yaml',
        'common/base.yaml': 'context: [dump.yaml]\nexclude: [/old/]',
      },
      'shop',
    );
    expect(configuration.settings.context?.[0]).toMatch(/[\\/]common[\\/]dump\.yaml$/);
    expect(configuration.exclude?.match('old/cart.yaml')).toBe(true);
    expect(configuration.exclude?.match('../common/old/cart.yaml')).toBe(false);
  });
});

describe('presets', () => {
  const preset = async (name: string) =>
    (await configure({ '.k8s-svc-lint.yaml': `extends: k8s-svc-lint:${name}` })).settings;

  test('recommended changes nothing', async () => {
    expect(await preset('recommended')).toEqual({});
  });

  test('strict says what depends, too', async () => {
    const { rules = {} } = await preset('strict');
    expect(rules['api-deprecated']).toBe('warning');
    expect(rules['service-selects-no-pod']).toBeUndefined();
  });

  test('mesh warns of what matters to a mesh, and lowers nothing', async () => {
    const { rules = {} } = await preset('mesh');
    expect(rules['service-port-protocol-unnamed']).toBe('warning');
    expect(Object.keys(rules)).not.toContain('api-deprecated');
    const { rules: strict = {} } = await preset('strict');
    expect(strict['service-field-invalid']).toBeUndefined();
  });

  test('private-nodes says where the nodes are', async () => {
    expect((await preset('private-nodes')).nodes).toBe('private');
  });
});

describe('patterns', () => {
  test.each([
    ['old/', 'shop/old/cart.yaml', true],
    ['/old/', 'shop/old/cart.yaml', false],
    ['*.tmp.yaml', 'shop/cart.tmp.yaml', true],
    ['shop/**/gen', 'shop/a/b/gen/cart.yaml', true],
    ['cart.yaml', '../cart.yaml', false],
  ])('%s and %s: %s', async (pattern, file, isTaken) => {
    const configuration = await configure({ '.k8s-svc-lint.yaml': `exclude: ["${pattern}"]` });
    expect(configuration.exclude?.match(file)).toBe(isTaken);
  });

  test('what stands later takes back', async () => {
    const { exclude } = await configure({
      '.k8s-svc-lint.yaml': 'exclude: ["*.yaml", "!cart.yaml"]',
    });
    expect(exclude?.match('catalog.yaml')).toBe(true);
    expect(exclude?.match('cart.yaml')).toBe(false);
  });

  test('from a folder below, files are found as they are named there', async () => {
    const { exclude } = await configure(
      { '.k8s-svc-lint.yaml': 'exclude: [/shop/old/]', 'shop/a.yaml': '' },
      'shop',
    );
    expect(exclude?.match('old/cart.yaml')).toBe(true);
    expect(exclude?.match('../old/cart.yaml')).toBe(false);
  });
});
