// Prints, as JSON, the markers that VS Code's own code makes of what a task writes to its terminal.
// Standard input: { packages, matcher, folder, files, output, platform }.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

const WITHOUT_STYLES = `export async function load(url, context, next) {
  return url.endsWith('.css') ? { format: 'module', source: '', shortCircuit: true } : next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(WITHOUT_STYLES)}`);

const task = JSON.parse(readFileSync(0, 'utf8'));
const { api, override, xterm } = task.packages;
const load = (directory, file) => import(pathToFileURL(`${directory}/${file}`).href);
const { default: terminals } = await load(xterm, 'lib-headless/xterm-headless.js');
// What VS Code reads when it is loaded.
Object.defineProperty(process, 'platform', { value: task.platform });
const { ProblemMatcherParser } = await load(
  api,
  'vscode/src/vs/workbench/contrib/tasks/common/problemMatcher.js',
);
const { StartStopProblemCollector } = await load(
  override,
  'vscode/src/vs/workbench/contrib/tasks/common/problemCollectors.js',
);

/** The lines of a terminal of usual width, as a task's terminal gives them to its matchers. */
async function terminalLines(output) {
  const terminal = new terminals.Terminal({
    cols: 80,
    scrollback: 100_000,
    allowProposedApi: true,
  });
  await new Promise((done) => terminal.write(output.replaceAll('\n', '\r\n'), done));
  const lines = [];
  for (let row = 0; row < terminal.buffer.active.length; row++) {
    const line = terminal.buffer.active.getLine(row);
    const continues = terminal.buffer.active.getLine(row + 1)?.isWrapped === true;
    const text = line.translateToString(!continues);
    if (line.isWrapped) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return lines;
}

const complaints = [];
const say = (message) => complaints.push(message);
const logger = { info: say, warn: say, error: say, fatal: say };
const json = JSON.parse(JSON.stringify(task.matcher).replaceAll('${workspaceFolder}', task.folder));
const matcher = new ProblemMatcherParser(logger).parse(json);

const markers = [];
const noEvent = () => ({ dispose() {} });
const markerService = {
  read: () => [],
  remove() {},
  changeOne: (owner, resource, list) =>
    markers.push(...list.map((it) => ({ file: resource.toString(true), ...it }))),
};
const modelService = { onModelAdded: noEvent, onModelRemoved: noEvent, getModels: () => [] };
const fileService = {
  async stat(resource) {
    if (!task.files.includes(resource.toString(true))) throw new Error('no such file');
    return { isFile: true };
  },
};
const collector = new StartStopProblemCollector(
  [matcher],
  markerService,
  modelService,
  undefined,
  fileService,
);
for (const line of await terminalLines(task.output)) collector.processLine(line);
await collector.tail;
collector.done();
console.log(JSON.stringify({ complaints, markers }));
