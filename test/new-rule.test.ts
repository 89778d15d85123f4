import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testRule } from '../src/testing.ts';
import template from '../rules/_template/rule.ts';

const rules = path.resolve(import.meta.dirname, '../rules');

/** A folder with what `npm run new-rule` needs, and the command in it. */
function workshop(): { directory: string; newRule: (...args: string[]) => string } {
  const directory = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  for (const name of ['new.mjs', '_template']) {
    cpSync(path.join(rules, name), path.join(directory, name), { recursive: true });
  }
  const command = path.join(directory, 'new.mjs');
  return {
    directory,
    newRule(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
        encoding: 'utf8',
      });
      return `${String(status)} ${stdout}${stderr}`;
    },
  };
}

test('npm run new-rule makes the folder of a rule and says how to go on', () => {
  const { directory, newRule } = workshop();
  expect(newRule('ingress-tls-secret-missing')).toMatch(/^0 rules\/ingress-tls-secret-missing is/);
  const folder = path.join(directory, 'ingress-tls-secret-missing');
  expect(readdirSync(folder).sort()).toEqual(['README.md', 'examples', 'rule.ts']);
  expect(readFileSync(path.join(folder, 'rule.ts'), 'utf8')).toContain(
    "id: 'ingress-tls-secret-missing'",
  );
});

test.each([
  [[], 'usage: npm run new-rule -- <id>'],
  [['one-name', 'too-many'], 'usage: npm run new-rule -- <id>'],
  [['Service-Bad'], '"Service-Bad" is no rule id'],
  [['service'], '"service" is no rule id'],
  [['../service-bad'], '"../service-bad" is no rule id'],
  [['_template'], '"_template" is no rule id'],
])('npm run new-rule -- %j is refused', (args, message) => {
  const { directory, newRule } = workshop();
  expect(newRule(...args)).toContain(`2 ${message}`);
  expect(readdirSync(directory).sort()).toEqual(['_template', 'new.mjs']);
});

test('npm run new-rule never touches a rule that exists', () => {
  const { newRule } = workshop();
  newRule('ingress-tls-secret-missing');
  expect(newRule('ingress-tls-secret-missing')).toBe(
    '2 rules/ingress-tls-secret-missing exists already\n',
  );
});

test('the template is a rule that keeps to its examples', () => {
  const { directory } = workshop();
  const folder = path.join(directory, '_template');
  expect(() => {
    testRule(template, { directory: folder });
  }).toThrow(/\+ {3}#\s+\^\^\^\^ Service cart has no port/);
  testRule(template, { directory: folder, update: true });
  testRule(template, { directory: folder });
});
