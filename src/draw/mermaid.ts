import type { Picture, PictureNode } from './picture.ts';

/** The picture in the language of Mermaid, as GitHub shows it. */
export function toMermaid({ groups, lines }: Picture): string {
  const subgraphs = [...groups].flatMap(([namespace, nodes], index) =>
    namespace === ''
      ? nodes.map((node) => `  ${drawNode(node)}`)
      : [
          `  subgraph g${index}[${quote(namespace)}]`,
          ...nodes.map((node) => `    ${drawNode(node)}`),
          '  end',
        ],
  );
  const edges = lines.map(({ from, to, kind }) => `  ${from} -->|${kind}| ${to}`);
  const missing = [...groups.values()].flat().filter(({ isMissing }) => isMissing);
  const styles =
    missing.length === 0
      ? []
      : [
          '  classDef missing stroke:#c00,stroke-dasharray:4',
          `  class ${missing.map(({ id }) => id).join(',')} missing`,
        ];
  return ['flowchart LR', ...subgraphs, ...edges, ...styles, ''].join('\n');
}

function drawNode({ id, kind, name, isMissing }: PictureNode): string {
  const label = quote(isMissing ? `${kind} ${name} (missing)` : `${kind} ${name}`);
  return kind === 'Service' ? `${id}([${label}])` : `${id}[${label}]`;
}

/** Mermaid knows no backslash: what it would read as syntax is written as an entity. */
function quote(text: string): string {
  return `"${text.replace(/["<>#&]/g, (it) => `#${it.charCodeAt(0)};`)}"`;
}
