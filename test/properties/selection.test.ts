import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/index.ts';
import { readModel, type Service, type Workload } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { shop } from './shop.ts';

/** What a Service selects, said as plainly as the specification says it. */
function selects(service: Service, { resource, template }: Workload): boolean {
  const wanted = [...(service.selector ?? [])];
  const here = service.resource.namespace;
  const there = resource.namespace;
  return (
    wanted.length > 0 &&
    (here === undefined || there === undefined || here === there) &&
    wanted.every(([key, { value }]) => template.labels.get(key)?.value.value === value.value)
  );
}

test('the index of labels finds what comparing all with all finds', () => {
  fc.assert(
    fc.property(shop, (objects) => {
      const text = objects.map((object) => `---\n${object}\n`).join('');
      const model = readModel(parseManifest(new SourceFile('shop.yaml', text)), {});
      const graph = buildGraph(model, { world: 'closed', nodes: undefined });
      for (const service of graph.services) {
        const backends = graph.backendsOf(service);
        const found = backends.status === 'found' ? backends.value : [];
        const expected = model.workloads.filter((workload) => selects(service, workload));
        expect(new Set(found)).toEqual(new Set(expected));
      }
    }),
    { seed: 20_240_611, numRuns: 300 },
  );
});
