import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, run } from '../support/command.ts';
import { RULE, serviceWith } from './manifests.ts';

interface Shop {
  readonly folder: string;
  readonly lint: (...args: string[]) => { status: number | null; found: string[]; said: string };
  readonly write: (file: string, text: string) => void;
}

/** A folder of a shop with its baseline, and the command in it. */
function shopOf(files: Readonly<Record<string, string>>): Shop {
  const folder = folderOf(files);
  return {
    folder,
    lint: (...args) => {
      const { status, stdout, stderr } = run([...args, 'shop'], { cwd: folder });
      const found = stdout.split('\n').flatMap((line) => /^([^:]+:\d+)/.exec(line)?.[1] ?? []);
      return { status, found, said: stderr };
    },
    write: (file, text) => {
      const place = path.join(folder, file);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    },
  };
}

const FILES = {
  'shop/cart.yaml': serviceWith('cart', 80, 81),
  'shop/web.yaml': serviceWith('web', 80),
};

test('what is recorded is not reported, and does not fail the run', () => {
  const { lint } = shopOf(FILES);
  expect(lint()).toMatchObject({
    status: 1,
    found: [expect.any(String), expect.any(String), expect.any(String)],
  });
  const written = lint('--write-baseline', 'known.json');
  expect(written).toMatchObject({ status: 0, found: [] });
  expect(written.said).toContain('known.json: 3 findings recorded, 3 of them new');
  const after = lint('--baseline', 'known.json');
  expect(after).toMatchObject({ status: 0, found: [] });
  expect(after.said).toContain('3 in the baseline');
});

describe('a baseline of yesterday', () => {
  const recorded = (files: Readonly<Record<string, string>> = FILES): Shop => {
    const shop = shopOf(files);
    expect(shop.lint('--write-baseline', 'known.json').status).toBe(0);
    return shop;
  };
  const known = ['--baseline', 'known.json'];

  test('does not hide a new finding', () => {
    const { lint, write } = recorded();
    write('shop/cart.yaml', serviceWith('cart', 80, 81, 82));
    expect(lint(...known)).toMatchObject({ status: 1, found: ['shop/cart.yaml:8'] });
  });

  test('does not hide a second equal finding', () => {
    const { lint, write } = recorded();
    write('shop/web.yaml', `${serviceWith('web', 80)}---\n${serviceWith('web', 80)}`);
    expect(lint(...known)).toMatchObject({ status: 1, found: ['shop/web.yaml:13'] });
  });

  test('knows findings whose lines have moved, in another order of ports and documents', () => {
    const { lint, write } = recorded({
      'shop/all.yaml': `${FILES['shop/cart.yaml']}---\n${FILES['shop/web.yaml']}`,
    });
    const moved = `# a comment\n---\n${serviceWith('web', 80)}---\n${serviceWith('cart', 81, 80)}`;
    write('shop/all.yaml', moved);
    expect(lint(...known)).toMatchObject({ status: 0, found: [] });
  });

  test('knows the port that has got a name since the second came', () => {
    const unnamed = serviceWith('cart', 80).replace('name: port-80, ', '');
    const { lint, write } = recorded({ 'shop/cart.yaml': unnamed });
    write('shop/cart.yaml', serviceWith('cart', 80, 81));
    expect(lint(...known).found).toEqual(['shop/cart.yaml:7']);
  });

  test('knows a file under its new name, in another folder, too', () => {
    const { folder, lint, write } = recorded();
    mkdirSync(path.join(folder, 'shop/store'));
    renameSync(path.join(folder, 'shop/cart.yaml'), path.join(folder, 'shop/store/basket.yaml'));
    expect(lint(...known)).toMatchObject({ status: 0, found: [] });
    // A copy is another file: both are there now.
    write('shop/cart.yaml', serviceWith('cart', 80, 81));
    expect(lint(...known).found).toEqual(['shop/store/basket.yaml:6', 'shop/store/basket.yaml:7']);
  });

  test('says what is mended, and loses it when it is written anew', () => {
    const { lint, write, folder } = recorded();
    write('shop/cart.yaml', serviceWith('cart', 80));
    rmSync(path.join(folder, 'shop/web.yaml'));
    const { status, said } = lint(...known);
    expect(status).toBe(0);
    expect(said).toContain(
      'known.json: 2 entries are no longer found (shop/cart.yaml, shop/web.yaml)',
    );
    expect(lint('--write-baseline', 'known.json').said).toContain('2 no longer found taken out');
    expect(lint(...known).said).not.toContain('no longer found');
    write('shop/cart.yaml', serviceWith('cart', 80, 81));
    expect(lint(...known).status).toBe(1);
  });

  test('keeps what a run over fewer files, or with fewer rules, cannot judge', () => {
    const { folder } = recorded();
    const before = readFileSync(path.join(folder, 'known.json'), 'utf8');
    const part = run(['--write-baseline', 'known.json', 'shop/cart.yaml'], { cwd: folder });
    expect(part.stderr).toContain('2 findings recorded, 0 of them new');
    expect(readFileSync(path.join(folder, 'known.json'), 'utf8')).toBe(before);
    expect(run([...known, 'shop/cart.yaml'], { cwd: folder }).stderr).not.toContain('no longer');
  });

  test('counts paths from its own folder', () => {
    const { folder } = recorded();
    const from = run(['--baseline', '../known.json', '.'], { cwd: path.join(folder, 'shop') });
    expect([from.status, from.stdout]).toEqual([0, '']);
  });

  test('does not take the place of a comment', () => {
    const { lint, write } = recorded();
    write(
      'shop/web.yaml',
      serviceWith('web', 80).replace(
        '"8080"}',
        `"8080"} # k8s-svc-lint-disable-line ${RULE} -- old`,
      ),
    );
    expect(lint(...known).said).toContain('1 entry is no longer found (shop/web.yaml)');
  });
});

describe('what cannot be done is one line, and exit code 2', () => {
  const oneLine = ({ status, said }: { status: number | null; said: string }): string => {
    expect(status).toBe(2);
    expect(said.trim().split('\n')).toHaveLength(1);
    return said;
  };

  test('a baseline that is missing, broken, or of another version', () => {
    const { lint, write } = shopOf(FILES);
    expect(oneLine(lint('--baseline', 'known.json'))).toContain(
      '--write-baseline known.json makes it',
    );
    write('known.json', '{"schemaVersion": 1,');
    expect(oneLine(lint('--baseline', 'known.json'))).toContain('known.json is no JSON');
    write('known.json', '{"schemaVersion": 7, "files": {}}');
    expect(oneLine(lint('--baseline', 'known.json'))).toContain('version 7');
    expect(oneLine(lint('--baseline', 'shop'))).toContain('shop is a folder');
    expect(oneLine(lint('--baseline', ''))).toContain('--baseline is empty');
  });

  test.skipIf(!existsSync('/dev/zero'))('a device, which would be read without end', () => {
    const { lint } = shopOf(FILES);
    expect(oneLine(lint('--baseline', '/dev/zero'))).toContain('/dev/zero is no file');
    expect(oneLine(lint('--write-baseline', '/dev/zero'))).toContain('it was left as it is');
  });

  test('writing over what is no baseline', () => {
    const { lint, write, folder } = shopOf(FILES);
    write('package.json', '{"name": "shop"}');
    expect(oneLine(lint('--write-baseline', 'package.json'))).toContain('it was left as it is');
    expect(readFileSync(path.join(folder, 'package.json'), 'utf8')).toBe('{"name": "shop"}');
  });

  test('a folder that is not there: findings are not lost, and nothing is left behind', () => {
    const { lint, folder } = shopOf(FILES);
    const { status, found, said } = lint('--write-baseline', 'ci/known.json');
    expect([status, found.length]).toEqual([2, 3]);
    expect(said).toContain('ci/known.json: the baseline was not written: no such folder');
    expect(readdirSync(folder)).toEqual(['shop']);
  });

  test('a run that is not complete', () => {
    const { folder } = shopOf(FILES);
    const { status, stderr } = run(['--write-baseline', 'known.json', 'shop', 'stage'], {
      cwd: folder,
    });
    expect(status).toBe(2);
    expect(stderr).toContain(
      'not written: this run is not complete (stage: no such file or folder)',
    );
    expect(existsSync(path.join(folder, 'known.json'))).toBe(false);
  });

  test('a run that found nothing to lint', () => {
    const { lint, folder } = shopOf({ 'shop/notes.yaml': 'a: 1\n' });
    const { status, said } = lint('--write-baseline', 'known.json');
    expect(status).toBe(2);
    expect(said).toContain('not written: this run found no Kubernetes object');
    expect(existsSync(path.join(folder, 'known.json'))).toBe(false);
    expect(lint('--write-baseline', 'known.json', '--allow-empty').status).toBe(0);
  });

  test('two baselines', () => {
    const { lint } = shopOf(FILES);
    expect(oneLine(lint('--baseline', 'a.json', '--write-baseline', 'b.json'))).toContain(
      'name one',
    );
  });
});

test('a baseline among the manifests is none of them', () => {
  const { lint } = shopOf(FILES);
  lint('--write-baseline', 'shop/known.json');
  expect(lint('--baseline', 'shop/known.json').said).not.toContain('without a Kubernetes object');
});
