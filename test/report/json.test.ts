import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { SilencedFinding } from '../../src/engine/finding.ts';
import { renderJson } from '../../src/report/json.ts';
import schema from '../../src/report/schema/findings.schema.json' with { type: 'json' };
import { contextOf, findingOf, resultOf } from './finding.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
formats.default(ajv);
const isReport = ajv.compile(schema);

const SILENCED: SilencedFinding[] = [
  {
    finding: findingOf({}),
    by: 'annotation',
    reason: 'moves out in May',
    at: { file: 'shop/cart.yaml', range: findingOf({}).range },
  },
  { finding: findingOf({}), by: 'since', reason: undefined, at: undefined },
];

function render(showsSilenced: boolean): { schemaVersion: number; silenced?: unknown } {
  const context = contextOf({ showsSilenced });
  const text = [...renderJson({ ...resultOf([]), silenced: SILENCED }, context)].join('');
  const report = JSON.parse(text) as ReturnType<typeof render>;
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  return report;
}

test('the form has a number', () => {
  expect(render(false).schemaVersion).toBe(1);
});

test('what is silenced is listed for those who ask for it', () => {
  expect(render(false)).not.toHaveProperty('silenced');
  expect(render(true).silenced).toEqual([
    SILENCED[0],
    { finding: findingOf({}), by: 'since', reason: null, at: null },
  ]);
});
