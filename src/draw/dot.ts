import type { Picture, PictureNode } from './picture.ts';

const SHAPES: Readonly<Record<string, string>> = {
  Service: 'ellipse',
  Ingress: 'cds',
  HTTPRoute: 'cds',
  NetworkPolicy: 'octagon',
};

/** The picture in the language of Graphviz. */
export function toDot({ groups, lines }: Picture): string {
  const clusters = [...groups].flatMap(([namespace, nodes], index) =>
    namespace === ''
      ? nodes.map((node) => `  ${drawNode(node)}`)
      : [
          `  subgraph cluster_${index} {`,
          `    label=${quote(namespace)};`,
          ...nodes.map((node) => `    ${drawNode(node)}`),
          '  }',
        ],
  );
  const edges = lines.map(({ from, to, kind }) => `  ${from} -> ${to} [label=${quote(kind)}];`);
  return ['digraph services {', '  rankdir=LR;', ...clusters, ...edges, '}', ''].join('\n');
}

function drawNode({ id, kind, name, isMissing }: PictureNode): string {
  const missing = isMissing ? ', style=dashed, color=red' : '';
  const label = quote(isMissing ? `${kind}\n${name}\n(missing)` : `${kind}\n${name}`);
  return `${id} [label=${label}, shape=${SHAPES[kind] ?? 'box'}${missing}];`;
}

function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
