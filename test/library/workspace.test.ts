import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createWorkspace, defineRule, lint, rules, type LintOptions } from '../../src/index.ts';
import * as manifests from '../../src/parse/manifest.ts';
import { broken, CLEAN } from '../support/command.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {selector: {app: cart}, ports: [{port: 80}]}\n';
/** No Pod in view is selected: the warning depends on what is not in view. */
const ALONE = `${SERVICE}---\napiVersion: v1\nkind: Pod\nmetadata: {name: gifts, labels: {name: gifts}}\nspec: {containers: [{name: gifts, image: registry.example/gifts}]}\n`;
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: cart, labels: {app: cart}}\nspec: {containers: [{name: cart, image: registry.example/cart}]}\n';

function ruleIds({ findings }: ReturnType<typeof lint>): string[] {
  return findings.map(({ ruleId }) => ruleId);
}

test('one file may mend another', () => {
  const workspace = createWorkspace();
  workspace.update('cart.yaml', SERVICE);
  workspace.update('pod.yaml', POD.replace('{app: cart}', '{app: kart}'));
  expect(ruleIds(workspace.lint())).toEqual(['service-selector-near-miss']);
  workspace.update('pod.yaml', POD);
  expect(ruleIds(workspace.lint())).toEqual([]);
  workspace.update('pod.yaml', POD.replace('{app: cart}', '{app: kart}'));
  expect(workspace.remove('cart.yaml')).toBe(true);
  expect(ruleIds(workspace.lint())).toEqual([]);
  expect(workspace.remove('cart.yaml')).toBe(false);
  expect(workspace.paths).toEqual(['pod.yaml']);
});

test('only what has changed is parsed again', () => {
  const parse = vi.spyOn(manifests, 'parseManifest');
  const workspace = createWorkspace();
  workspace.update('cart.yaml', broken('cart'));
  workspace.update('catalog.yaml', broken('catalog'));
  const first = workspace.lint();
  expect(workspace.lint()).toBe(first);
  workspace.update('cart.yaml', broken('cart'));
  expect(workspace.lint()).toBe(first);
  expect(parse).toHaveBeenCalledTimes(2);
  workspace.update('cart.yaml', CLEAN);
  expect(workspace.lint().findings.map(({ file }) => file)).toEqual(['catalog.yaml']);
  expect(parse).toHaveBeenCalledTimes(3);
});

test('after any changes it says what linting afresh says', () => {
  const change = fc.record({
    path: fc.constantFrom('a.yaml', 'b.yaml', 'store/a.yaml'),
    text: fc.constantFrom(SERVICE, POD, broken(), CLEAN, 'a: [', '', undefined),
    lints: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      const workspace = createWorkspace();
      const texts = new Map<string, string>();
      for (const { path, text, lints } of changes) {
        if (text === undefined) workspace.remove(path);
        else workspace.update(path, text);
        if (text === undefined) texts.delete(path);
        else texts.set(path, text);
        if (lints) workspace.lint();
      }
      const files = [...texts].map(([path, text]) => ({ path, text }));
      expect(workspace.lint().findings).toEqual(lint(files).findings);
      expect(workspace.lint().summary).toEqual(lint(files).summary);
    }),
    { numRuns: 50 },
  );
});

test.each(['', 'charts/shop/'])('templates of the Helm chart %s are not judged', (folder) => {
  const workspace = createWorkspace();
  workspace.update(`${folder}templates/cart.yaml`, `# {{ .Chart.Name }}\n${broken()}`);
  expect(workspace.lint().findings).toHaveLength(1);
  workspace.update(`${folder}Chart.yaml`, 'apiVersion: v2\nname: shop\n');
  expect(workspace.lint().findings).toEqual([]);
  workspace.remove(`${folder}Chart.yaml`);
  expect(workspace.lint().findings).toHaveLength(1);
});

test('text that is no YAML is a finding', () => {
  const { findings, summary } = lint([{ path: 'cart.yaml', text: 'kind: [' }]);
  expect(findings.map(({ ruleId, file }) => [ruleId, file])).toEqual([['syntax', 'cart.yaml']]);
  expect(summary).toMatchObject({ files: 1, errors: 1 });
});

test('comments silence, unless they are not to', () => {
  const text = ALONE.replace(
    'spec:',
    '# k8s-svc-lint-disable-next-line service-selects-no-pod -- the operator makes the Pods\nspec:',
  );
  const { findings, silenced } = lint([{ path: 'cart.yaml', text }]);
  expect(findings).toEqual([]);
  expect(silenced.map(({ reason }) => reason)).toEqual(['the operator makes the Pods']);
  const all = lint([{ path: 'cart.yaml', text }], { inlineConfig: false });
  expect(ruleIds(all)).toEqual(['service-selects-no-pod']);
});

test('options are those of the command', () => {
  const files = [{ path: 'cart.yaml', text: ALONE }];
  const severity = (options: LintOptions): unknown => lint(files, options).findings[0]?.severity;
  expect(severity({})).toBe('warning');
  expect(severity({ world: 'closed' })).toBe('error');
  expect(severity({ minSeverity: 'error' })).toBeUndefined();
  const own = defineRule({
    id: 'service-too-short',
    title: 'Service has a short name',
    category: 'validity',
    severity: 'error',
    assumes: 'nothing',
    references: ['https://wiki.example/names'],
    messages: { short: () => 'a longer name, please' },
    check: (graph, report) => {
      for (const { resource } of graph.services) report(resource.name, 'short', undefined);
    },
  });
  expect(ruleIds(lint(files, { rules: [own] }))).toEqual(['service-too-short']);
  expect(ruleIds(lint(files, { rules: [...rules, own] }))).toHaveLength(2);
});

test.each([
  [{ world: 'shut' }, 'world is "shut", and takes open, closed'],
  [{ nodes: 'secret' }, 'nodes is "secret", and takes private, public'],
  [{ minSeverity: 'fatal' }, 'minSeverity is "fatal", and takes error, warning, info'],
  [
    { kubernetesVersion: 'v1.37' },
    'kubernetesVersion is "v1.37", and takes a version such as 1.37',
  ],
  [{ namespace: 'Shop' }, 'namespace is "Shop", and takes a DNS label'],
])('%j is refused', (options, message) => {
  expect(() => createWorkspace(options as LintOptions)).toThrow(new TypeError(message));
});

test('files without path or text, or given twice, are refused', () => {
  const file = { path: 'cart.yaml', text: ALONE };
  expect(() => lint([file, file])).toThrow(new TypeError('cart.yaml is given twice'));
  expect(() => lint([{ path: '', text: '' }])).toThrow(new TypeError('a file needs a path'));
  const nothing = JSON.parse('{ "path": "cart.yaml" }') as typeof file;
  expect(() => lint([nothing])).toThrow(new TypeError('the text of cart.yaml is no string'));
});
