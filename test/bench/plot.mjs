// Cost against size as an SVG: both axes logarithmic, a line a program, its name at the end of the line.
// The colours are told apart on white and on black, and by people who see few colours: lines are dashed
// differently, too.

const WIDTH = 880;
const HEIGHT = 520;
const LEFT = 64;
const RIGHT = 272;
const TOP = 24;
const BOTTOM = 48;
const LABEL_HEIGHT = 17;

const COLORS = [
  '#d9480f',
  '#1c7ed6',
  '#2f9e44',
  '#9c36b5',
  '#c99700',
  '#0c8599',
  '#e64980',
  '#868e96',
];
const DASHES = ['', '7 4', '2 3', '9 3 2 3', '5 2', '1 4', '12 4', '3 6'];

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .grid { stroke: #8884; }
  .line { fill: none; stroke-width: 2; }
  .first { stroke-width: 3.5; }
  .first-name { font-weight: 600; }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } }
`;

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Powers of ten around the values. */
function decades(values) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

function scale(ticks, start, end) {
  const [low, high] = [Math.log10(ticks[0]), Math.log10(ticks.at(-1))];
  return (value) => start + ((Math.log10(value) - low) / (high - low)) * (end - start);
}

/** Moves labels apart that would lie upon each other. */
function spread(labels) {
  const sorted = labels.sort((a, b) => a.y - b.y);
  for (const [index, label] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before !== undefined) label.y = Math.max(label.y, before.y + LABEL_HEIGHT);
  }
  return sorted;
}

function number(value) {
  return value >= 1 ? value.toLocaleString('en-US') : String(Number(value.toPrecision(1)));
}

/** `series`: the name and the points `[x, y]` of each line; the first is drawn thick. */
export function plot({ series, x, y }) {
  const points = series.flatMap((it) => it.points);
  const xTicks = decades(points.map(([value]) => value));
  const yTicks = decades(points.map(([, value]) => value));
  const toX = scale(xTicks, LEFT, WIDTH - RIGHT);
  const toY = scale(yTicks, HEIGHT - BOTTOM, TOP);
  const at = (value) => value.toFixed(1);
  const parts = [];
  for (const tick of xTicks) {
    const here = at(toX(tick));
    parts.push(
      `<line class="grid" x1="${here}" x2="${here}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>`,
    );
    parts.push(
      `<text x="${here}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${number(tick)}</text>`,
    );
  }
  for (const tick of yTicks) {
    const here = at(toY(tick));
    parts.push(`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${here}" y2="${here}"/>`);
    parts.push(
      `<text x="${LEFT - 8}" y="${Number(here) + 4}" text-anchor="end">${number(tick)}</text>`,
    );
  }
  const labels = [];
  for (const [index, { name, points: line }] of series.entries()) {
    const color = COLORS[index % COLORS.length];
    const path = line.map(([a, b]) => `${at(toX(a))},${at(toY(b))}`);
    const first = index === 0 ? ' first' : '';
    parts.push(
      `<polyline class="line${first}" stroke="${color}" stroke-dasharray="${DASHES[index % DASHES.length]}" points="${path.join(' ')}"/>`,
    );
    for (const point of path) {
      const [cx, cy] = point.split(',');
      parts.push(`<circle cx="${cx}" cy="${cy}" r="${first ? 4 : 3}" fill="${color}"/>`);
    }
    const [lastX, lastY] = line.at(-1);
    labels.push({
      name,
      color,
      x: toX(lastX),
      y: toY(lastY),
      from: toY(lastY),
      isFirst: index === 0,
    });
  }
  const labelX = WIDTH - RIGHT + 14;
  for (const label of spread(labels)) {
    const weight = label.isFirst ? ' class="first-name"' : '';
    parts.push(
      `<line x1="${at(label.x + 5)}" y1="${at(label.from)}" x2="${labelX - 3}" y2="${at(label.y)}" stroke="${label.color}" stroke-opacity="0.5"/>`,
      `<text${weight} x="${labelX}" y="${at(label.y + 4)}">${escape(label.name)}</text>`,
    );
  }
  parts.push(
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escape(x)}</text>`,
    `<text transform="translate(14 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${escape(y)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(`${y} against ${x}`)}">
<style>${STYLE}</style>
${parts.join('\n')}
</svg>
`;
}
