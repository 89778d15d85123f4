import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { ROOT, run } from './support/command.ts';

const SCHEMAS = path.join(ROOT, 'dist/schema');
const SHOP = path.join(ROOT, 'fixtures/apps/shop/input');

function read(name: string): { $schema: string; $id: string } {
  const text = readFileSync(path.join(SCHEMAS, `${name}.schema.json`), 'utf8');
  return JSON.parse(text) as ReturnType<typeof read>;
}

function validator(name: string): ValidateFunction {
  const schema = read(name);
  // Editors know the older draft best.
  const Draft = schema.$schema.includes('draft-07') ? Ajv : Ajv2020;
  const ajv = new Draft({ strict: true, strictRequired: false, allowUnionTypes: true });
  formats.default(ajv);
  return ajv.compile(schema);
}

describe('what a command prints as JSON is what the schema in the package says', () => {
  test.each([
    ['findings', ['.', '--min-severity', 'info', '--show-silenced']],
    ['rules', ['rules']],
    ['graph', ['graph', '.', '--connections']],
    ['resolution', ['resolve', 'catalog', '.']],
    ['resolution', ['resolve', 'orders-0.orders', '--type', 'SRV', '.']],
    ['resolution', ['resolve', 'www.example.com', '.']],
    ['trace', ['trace', 'Service/catalog', '.']],
    ['trace', ['trace', 'Service/cart', '.']],
    ['trace', ['trace', 'Service/loyalty', '.']],
    ['trace', ['trace', 'www.example.com:80', '.']],
  ])('%s: %j', (name, args) => {
    const { stdout } = run([...args, '--format', 'json'], { cwd: SHOP });
    const isRight = validator(name);
    expect(isRight(JSON.parse(stdout)), JSON.stringify(isRight.errors)).toBe(true);
  });
});

test('each schema that is shipped compiles and says its name', () => {
  const names = readdirSync(SCHEMAS).map((it) => it.replace('.schema.json', ''));
  expect(names).toEqual(
    expect.arrayContaining(['findings', 'graph', 'resolution', 'rules', 'trace']),
  );
  for (const name of names) {
    expect(() => validator(name)).not.toThrow();
    expect(read(name).$id).toMatch(new RegExp(`/${name}\\.schema\\.json$`));
  }
});
