import { expect, test } from 'vitest';
import { RULE, serviceWith } from '../baseline/manifests.ts';
import { folderOf, run } from '../support/command.ts';

const COMMENT = ` # k8s-svc-lint-disable-line ${RULE}`;
const silenced = (more = ''): string =>
  serviceWith('cart', 80).replace(/\n$/, `${COMMENT}${more}\n`);

/** The rules that are reported, the exit code, and what is said beside. */
function lint(
  files: Readonly<Record<string, string>>,
  ...args: string[]
): [rules: string[], status: number | null, said: string] {
  const { status, stdout, stderr } = run([...args, '.'], { cwd: folderOf(files) });
  return [[...stdout.matchAll(/\[([a-z-]+)\]$/gm)].map(([, rule = '']) => rule), status, stderr];
}

test('a silenced finding is not reported, does not fail the run, and is counted', () => {
  const [rules, status, said] = lint({ 'cart.yaml': silenced() });
  expect([rules, status]).toEqual([[], 0]);
  expect(said).toContain('1 silenced');
});

test('--no-inline-config heeds no comment', () => {
  const [rules, status] = lint({ 'cart.yaml': silenced() }, '--no-inline-config');
  expect([rules, status]).toEqual([[RULE], 1]);
});

test('--require-reason makes a missing reason an error', () => {
  const [rules, status] = lint({ 'cart.yaml': silenced() }, '--require-reason');
  expect([rules, status]).toEqual([['suppression-without-reason'], 1]);
  expect(lint({ 'cart.yaml': silenced(' -- see #12') }, '--require-reason')[1]).toBe(0);
});

test('the day of the run is today', () => {
  const text = (until: string): string => silenced(` until=${until} -- see #12`);
  expect(lint({ 'cart.yaml': text('2999-12-31') })[0]).toEqual([]);
  expect(lint({ 'cart.yaml': text('2001-01-01') })[0]).toEqual([RULE, 'suppression-expired']);
});

test('what silences nothing is a warning, which alone does not fail the run', () => {
  const unused = serviceWith('cart').replace(/ports:\n/, `ports: [{port: 80}]${COMMENT}\n`);
  const [rules, status] = lint({ 'cart.yaml': unused });
  expect([rules, status]).toEqual([['suppression-unused'], 0]);
  expect(lint({ 'cart.yaml': unused }, '--fail-on', 'warning')[1]).toBe(1);
  expect(lint({ 'cart.yaml': unused }, '--min-severity', 'error')[0]).toEqual([]);
});

test('a misspelt rule is told with the one that was meant', () => {
  const text = silenced().replace(RULE, `${RULE}s`);
  const { stdout } = run(['.'], { cwd: folderOf({ 'cart.yaml': text }) });
  expect(stdout).toContain(`there is no rule "${RULE}s"; did you mean "${RULE}"?`);
});

test('the configuration silences by rule, object and file', () => {
  const config = (entry: string): string => `suppressions:\n  - ${entry}\n`;
  const files = {
    'old/cart.yaml': serviceWith('cart', 80),
    'new/cart.yaml': serviceWith('cart', 80),
  };
  const by = (entry: string): string[] =>
    lint({ ...files, '.k8s-svc-lint.yaml': config(entry) })[0];
  expect(by(`{rules: ${RULE}, files: old/, reason: goes next year}`)).toEqual([RULE]);
  expect(by(`{rules: [${RULE}], objects: Service cart}`)).toEqual([]);
  expect(by(`{rules: ${RULE}, objects: Service basket}`)).toEqual([
    'suppression-unused',
    RULE,
    RULE,
  ]);
  expect(by(`{rules: ${RULE}, until: "2001-01-01"}`)).toEqual(['suppression-expired', RULE, RULE]);
  expect(by(`{rules: ${RULE}z}`)).toContain('suppression-unknown-rule');
});

test('a rule that is off is not called unused, and the rules about suppressions can be off', () => {
  const config = (rules: string): string => `rules: {${rules}}\n`;
  const off = { 'cart.yaml': silenced(), '.k8s-svc-lint.yaml': config(`${RULE}: off`) };
  expect(lint(off)[0]).toEqual([]);
  const unused = serviceWith('cart').replace(/ports:\n/, `ports: [{port: 80}]${COMMENT}\n`);
  const quiet = { 'cart.yaml': unused, '.k8s-svc-lint.yaml': config('suppression-unused: off') };
  expect(lint(quiet)[0]).toEqual([]);
});

test('standard input may hold comments, as what Helm renders does', () => {
  const { status, stdout } = run(['-'], {
    input: `---\n# Source: shop/templates/cart.yaml\n${silenced()}`,
  });
  expect([status, stdout]).toEqual([0, '']);
});
