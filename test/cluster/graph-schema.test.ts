import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { printGraph } from '../../src/draw/index.ts';
import { clusterOf, readRecordings } from '../conformance/recording.ts';

const file = path.resolve(import.meta.dirname, '../../src/draw/schema/graph.schema.json');
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);

test('the graph of every recording is what its schema says', () => {
  for (const recording of readRecordings()) {
    const graph: unknown = JSON.parse([...printGraph(clusterOf(recording), true)].join(''));
    validate(graph);
    expect(validate.errors, recording.id).toBeNull();
  }
});
