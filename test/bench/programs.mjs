// What is measured, and against what.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runs } from './measure.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');

/** Our command as built in `directory` of this or another commit, run by `node`. */
export function ourCommand(
  target,
  { directory = path.join(root, 'dist'), node = process.execPath } = {},
) {
  return [node, path.join(directory, 'cli.cjs'), target, '--fail-on', 'never', '--quiet'];
}

export function bareNode(node = process.execPath) {
  return { name: 'bare `node`', command: [node, '-e', '0'] };
}

/** `"$1"` is the target; one that takes no folder gets the files in it as arguments. */
function withFiles(command) {
  return (target) => [
    'bash',
    '-c',
    `find "$1" -name '*.yaml' -print0 | xargs -0 -s 2000000 ${command}`,
    'bash',
    target,
  ];
}

/**
 * Other programs that read manifests. Each is measured where it is installed and `probe` runs, on inputs
 * of at most `megabytes`: some need memory or time that grows faster than the input.
 */
const peers = [
  {
    name: 'kubectl label --local',
    probe: ['kubectl', 'version', '--client'],
    command: (target) => [
      'kubectl',
      'label',
      '--local',
      '-R',
      '-f',
      target,
      'bench=1',
      '-o',
      'name',
    ],
    megabytes: 120,
  },
  {
    name: 'kubeconform',
    probe: ['kubeconform', '-v'],
    // Its own schemas come from the network; these ask for less, so it has less to do than usual.
    command: (target, scratch) => [
      ...['kubeconform', '-n', '2', '-summary', '-ignore-missing-schemas'],
      ...['-schema-location', path.join(scratch, 'schemas', '{{.ResourceKind}}.json'), target],
    ],
    prepare: writeSchemas,
    megabytes: 120,
    okExitCodes: [0, 1],
  },
  {
    name: 'kube-linter, service checks',
    probe: ['kube-linter', 'version'],
    command: (target) => [
      ...['kube-linter', 'lint', '--do-not-auto-add-defaults', '--include'],
      'dangling-service,dangling-ingress,dangling-networkpolicy,dangling-horizontalpodautoscaler',
      target,
    ],
    // It leaves out files of 10 MB and more.
    refuses: (input) => input.key === '50mb',
    megabytes: 120,
    okExitCodes: [0, 1],
  },
  {
    name: 'kube-score',
    probe: ['kube-score', 'version'],
    command: withFiles('kube-score score --output-format ci'),
    megabytes: 12,
    // xargs says 123 for its 1.
    okExitCodes: [0, 1, 123],
  },
  {
    name: 'polaris',
    probe: ['polaris', 'version'],
    command: (target) => ['polaris', 'audit', '--audit-path', target, '--format', 'score'],
    megabytes: 12,
    okExitCodes: [0, 1],
  },
  {
    name: '@monokle/validation, links and syntax',
    probe: [process.execPath, path.join(here, 'monokle.mjs')],
    command: (target) => [process.execPath, path.join(here, 'monokle.mjs'), target],
    megabytes: 2,
  },
];

function writeSchemas(scratch) {
  const directory = path.join(scratch, 'schemas');
  mkdirSync(directory, { recursive: true });
  const schema = { type: 'object', required: ['apiVersion', 'kind', 'metadata'] };
  const kinds = [
    ...['deployment', 'service', 'configmap', 'ingress', 'networkpolicy', 'serviceaccount'],
    'horizontalpodautoscaler',
  ];
  for (const kind of kinds) {
    writeFileSync(path.join(directory, `${kind}.json`), JSON.stringify(schema));
  }
}

/** The peers, each with whether it is installed. `scratch` is a folder for what they need. */
export function findPeers(scratch) {
  return peers.map((peer) => {
    const isInstalled = runs(peer.probe);
    if (isInstalled) peer.prepare?.(scratch);
    return { ...peer, isInstalled };
  });
}
