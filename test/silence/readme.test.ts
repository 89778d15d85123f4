import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tell } from './silenced.ts';

test('the example of the README silences what it says', () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const [, example = ''] = /### Silence one finding\n+```yaml\n([^]*?)```/.exec(readme) ?? [];
  const pods = `---
apiVersion: v1
kind: Pod
metadata: {name: cart, labels: {app: cart}}
spec: {containers: [{name: cart, image: cart, ports: [{name: http, containerPort: 8080}]}]}
`;
  const { silenced, complaints } = tell(example + pods);
  expect(complaints).toEqual([]);
  expect(silenced).toEqual([
    expect.stringMatching(/ annotation: a sidecar adds the port$/),
    expect.stringMatching(/ comment: see #12$/),
  ]);
});
