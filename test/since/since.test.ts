import { createHash } from 'node:crypto';
import { chmodSync, existsSync, renameSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, run } from '../support/command.ts';
import { RULE, serviceWith } from '../baseline/manifests.ts';
import { Repository } from './repository.ts';

const FILES = {
  'shop/cart.yaml': serviceWith('cart', 80),
  'shop/web.yaml': serviceWith('web', 80),
};
const SINCE = ['--since', 'HEAD', '.'];

describe('only what was not there is reported', () => {
  test('nothing where nothing has changed', () => {
    const { status, found, said } = Repository.of(FILES).lint(SINCE);
    expect([status, found]).toEqual([0, []]);
    expect(said).toContain('2 old');
  });

  test('a new finding in an old file, lines moved or not', () => {
    const shop = Repository.of(FILES);
    shop.write({ 'shop/cart.yaml': `# moved\n${serviceWith('cart', 81, 80)}` });
    expect(shop.lint(SINCE)).toMatchObject({ status: 1, found: ['shop/cart.yaml:7'] });
  });

  test('all of an untracked file, though git ignores where it lies', () => {
    const shop = Repository.of({ ...FILES, '.gitignore': 'out/\n' });
    shop.write({
      'shop/new.yaml': serviceWith('new', 80),
      'out/made.yaml': serviceWith('made', 80),
    });
    expect(shop.lint(SINCE).found).toEqual(['shop/new.yaml:6']);
    expect(shop.lint(['--since', 'HEAD', 'out/made.yaml']).found).toEqual(['out/made.yaml:6']);
  });

  test('a renamed file is the same, a copied one is new', () => {
    const shop = Repository.of(FILES);
    renameSync(path.join(shop.folder, 'shop'), path.join(shop.folder, 'store'));
    expect(shop.lint(SINCE)).toMatchObject({ status: 0, found: [] });
    shop.write({ 'shop/cart.yaml': serviceWith('cart', 80) });
    expect(shop.lint(SINCE).found).toEqual(['store/cart.yaml:6']);
  });

  test('what breaks because another file is gone', () => {
    const web = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {defaultBackend: {service: {name: cart, port: {number: 80}}}}
`;
    const cart =
      'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80}]}\n';
    const shop = Repository.of({
      'shop/web.yaml': web,
      'shop/cart.yaml': cart,
      'shop/pay.yaml': serviceWith('pay', 80),
    });
    const world = ['--world', 'closed', ...SINCE];
    expect(shop.lint(world).found).toEqual([]);
    shop.remove('shop/cart.yaml');
    expect(shop.lint(world)).toMatchObject({ status: 1, found: ['shop/web.yaml:4'] });
    // Globs mean the file that is gone, too; a folder beside does not.
    expect(
      shop.lint(['--world', 'closed', '--since', 'HEAD', 'shop/*.{yaml,yml}']).found,
    ).toHaveLength(1);
    expect(shop.lint(['--world', 'closed', '--since', 'HEAD', 'shop/web.yaml']).found).toEqual([]);
  });

  test('a finding whose comment is gone', () => {
    const silenced = serviceWith('cart', 80).replace(
      '"8080"}',
      `"8080"} # k8s-svc-lint-disable-line ${RULE} -- x`,
    );
    const shop = Repository.of({ 'shop/cart.yaml': silenced });
    shop.write({ 'shop/cart.yaml': serviceWith('cart', 80) });
    expect(shop.lint(SINCE).found).toEqual(['shop/cart.yaml:6']);
  });

  test('against any commit, from any folder, by any path', () => {
    const shop = Repository.of(FILES);
    shop.git('tag', 'v1');
    shop.write({ 'shop/cart.yaml': serviceWith('cart', 80, 81) });
    shop.commit();
    expect(shop.lint(['--since', 'HEAD~1', '.']).found).toEqual(['shop/cart.yaml:7']);
    expect(shop.lint(['--since', 'v1', '.'], 'shop').found).toEqual(['cart.yaml:7']);
    expect(shop.lint(['--since', 'v1', '../shop'], 'shop').found).toEqual(['cart.yaml:7']);
    expect(shop.lint(['--since', 'v1', path.join(shop.folder, 'shop')]).found).toHaveLength(1);
    expect(shop.lint(SINCE).found).toEqual([]);
  });

  test('together with a baseline, each finding that either knows is old', () => {
    const shop = Repository.of({ 'shop/cart.yaml': serviceWith('cart', 80) });
    shop.lint(['--write-baseline', 'known.json', '.']);
    shop.write({ 'shop/cart.yaml': `${serviceWith('cart', 80)}---\n${serviceWith('cart', 80)}` });
    expect(shop.lint(['--baseline', 'known.json', ...SINCE]).found).toEqual(['shop/cart.yaml:13']);
  });
});

describe('what lies outside of the tree', () => {
  test('files outside of the repository count as unchanged', () => {
    const shop = Repository.of(FILES);
    const elsewhere = folderOf({ 'pay.yaml': serviceWith('pay', 80) });
    const { found, said } = shop.lint(['--since', 'HEAD', '.', elsewhere]);
    expect(found).toEqual([]);
    expect(said).toContain('pay.yaml: outside of the repository, counts as unchanged');
  });

  test('a path that leads into the repository through a link is inside', () => {
    const shop = Repository.of(FILES);
    const link = path.join(folderOf({}), 'link');
    symlinkSync(shop.folder, link);
    shop.write({ 'shop/cart.yaml': serviceWith('cart', 80, 81) });
    expect(shop.lint(['--since', 'HEAD', path.join(link, 'shop')]).found).toEqual([
      expect.stringMatching(/link\/shop\/cart\.yaml:7$/),
    ]);
  });

  test('links are followed as they were', () => {
    const shop = Repository.of({ 'base/cart.yaml': serviceWith('cart', 80) });
    symlinkSync('../base/cart.yaml', path.join(shop.folder, 'base/again.yaml'));
    symlinkSync('base', path.join(shop.folder, 'stage'));
    symlinkSync('a.yaml', path.join(shop.folder, 'b.yaml'));
    symlinkSync('b.yaml', path.join(shop.folder, 'a.yaml'));
    shop.commit();
    shop.remove('a.yaml', 'b.yaml');
    const paths = ['stage/cart.yaml', 'base/again.yaml'];
    expect(shop.lint(['--since', 'HEAD', ...paths]).found).toEqual([]);
    shop.write({ 'base/cart.yaml': serviceWith('cart', 80, 81) });
    expect(shop.lint(['--since', 'HEAD', ...paths]).found).toEqual([
      'base/again.yaml:7',
      'stage/cart.yaml:7',
    ]);
  });

  test('a submodule is read at the commit that it had', () => {
    const library = Repository.of({ 'pay.yaml': serviceWith('pay', 80) });
    const shop = Repository.of(FILES);
    shop.git('submodule', 'add', '--quiet', library.folder, 'library');
    shop.commit();
    shop.write({ 'library/pay.yaml': serviceWith('pay', 80, 81) });
    expect(shop.lint(SINCE).found).toEqual(['library/pay.yaml:7']);
    shop.git('update-index', '--cacheinfo', `160000,${'1'.repeat(40)},library`);
    shop.git('commit', '--quiet', '--message=a commit that is nowhere');
    const { found, said } = shop.lint(SINCE);
    expect(found).toEqual([]);
    expect(said).toContain(
      'library: the submodule does not have its commit of HEAD, and counts as unchanged',
    );
  });

  test('a file that Git LFS keeps is old as long as it is the same', () => {
    const text = serviceWith('cart', 80);
    const hashOf = (it: string): string => createHash('sha256').update(it).digest('hex');
    const pointer = (hash: string): string =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize ${text.length}\n`;
    const shop = Repository.of({ 'a.yaml': pointer(hashOf(text)), 'b.yaml': pointer(hashOf('')) });
    shop.write({ 'a.yaml': text, 'b.yaml': text.replace('name: cart', 'name: web') });
    expect(shop.lint(SINCE).found).toEqual(['b.yaml:6']);
  });

  test('binary files and texts that are no UTF-8 are old, too', () => {
    const shop = Repository.of({
      ...FILES,
      'shop/logo.yaml': Buffer.from([0, 1, 2]),
      'shop/latin.yaml': Buffer.from('a: \xe9\n', 'latin1'),
    });
    shop.write({
      'shop/logo.yaml': Buffer.from([0, 1]),
      'shop/latin.yaml': Buffer.from('b: \xe9\n', 'latin1'),
    });
    expect(shop.lint(SINCE)).toMatchObject({ status: 0, found: [] });
  });

  test('the line ends that git checks out make nothing new', () => {
    const shop = Repository.of(FILES);
    shop.write({ 'shop/cart.yaml': serviceWith('cart', 80).replaceAll('\n', '\r\n') });
    expect(shop.lint(SINCE).found).toEqual([]);
  });
});

describe('what cannot be done is one line, and exit code 2', () => {
  const refused = (repository: Repository, args: readonly string[]): string => {
    const { status, said } = repository.lint(args);
    expect(status).toBe(2);
    expect(said.trim().split('\n')).toHaveLength(1);
    return said;
  };

  test('a commit that is not there', () => {
    const shop = Repository.of(FILES);
    expect(refused(shop, ['--since', 'nowhere', '.'])).toContain('--since nowhere: no such commit');
    shop.git('update-ref', 'refs/remotes/origin/release', 'HEAD');
    expect(refused(shop, ['--since', 'release', '.'])).toContain('did you mean origin/release?');
    expect(refused(shop, ['--since', '', '.'])).toContain('--since is empty');
  });

  test('a shallow clone', () => {
    const shop = Repository.of(FILES);
    const first = shop.git('rev-parse', 'HEAD');
    shop.commit();
    const clone = new Repository(folderOf({}));
    clone.git('clone', '--quiet', '--depth=1', `file://${shop.folder}`, '.');
    const said = refused(clone, ['--since', first, '.']);
    expect(said).toContain('shallow');
    expect(said).toContain('fetch-depth: 0');
    expect(clone.lint(SINCE)).toMatchObject({ status: 0, found: [] });
  });

  test('a repository of somebody else, which git does not trust', () => {
    const shop = Repository.of(FILES);
    const { status, stderr } = run(SINCE, {
      cwd: shop.folder,
      env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1', HOME: shop.folder },
    });
    expect([status, stderr.trim().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toContain('git config --global --add safe.directory');
  });

  test('no repository, no git, no files', () => {
    const folder = folderOf(FILES);
    expect(refused(new Repository(folder), SINCE)).toContain('no git repository');
    const { status, stderr } = run(SINCE, { cwd: folder, env: { PATH: '' } });
    expect([status, stderr]).toEqual([2, 'k8s-svc-lint: --since HEAD: git is not installed\n']);
    expect(refused(new Repository(folder), ['--since', 'HEAD', '-'])).toContain('standard input');
  });

  test('what looks like an option of git', () => {
    const shop = Repository.of(FILES);
    for (const ref of ['--output=stolen', '-h', '--git-dir=/', '--all']) {
      expect(refused(shop, [`--since=${ref}`, '.'])).toContain('no such commit');
    }
    expect(existsSync(path.join(shop.folder, 'stolen'))).toBe(false);
  });
});

test('nothing of a repository is run or written: hooks, filters, monitors, drivers', () => {
  const shop = Repository.of({ ...FILES, '.gitattributes': '*.yaml filter=trap diff=trap\n' });
  const trap = path.join(shop.folder, 'trap.sh');
  shop.write({ 'trap.sh': `#!/bin/sh\ntouch "${path.join(shop.folder, 'sprung')}"\ncat\n` });
  chmodSync(trap, 0o755);
  for (const key of [
    'core.fsmonitor',
    'filter.trap.clean',
    'filter.trap.smudge',
    'filter.trap.process',
    'diff.trap.command',
    'diff.trap.textconv',
    'diff.external',
    'core.pager',
    'core.editor',
  ]) {
    shop.git('config', key, trap);
  }
  shop.git('config', 'alias.ls-tree', `!${trap}`);
  shop.write({
    '.git/hooks/post-checkout': '#!/bin/sh\ntouch sprung\n',
    'shop/cart.yaml': serviceWith('cart', 80, 81),
  });
  const index = path.join(shop.folder, '.git/index');
  const before = statSync(index).mtimeMs;
  expect(shop.lint(SINCE).found).toEqual(['shop/cart.yaml:7']);
  expect(existsSync(path.join(shop.folder, 'sprung'))).toBe(false);
  expect(statSync(index).mtimeMs).toBe(before);
});
