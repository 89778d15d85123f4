import type { CommandIo } from '../io.ts';
import { Progress } from '../progress.ts';
import { loadSources, type Sources } from '../sources.ts';
import type { ParsingTally } from './parsing-tally.ts';
import type { Settings } from './settings.ts';

/** Settings → what there is to lint. */
export async function readSources(settings: Settings, io: CommandIo): Promise<Sources> {
  const progress = new Progress(io, settings.isQuiet);
  const tally = settings.showsParsing ? await makeTally() : undefined;
  const sources = await loadSources(settings.paths, {
    cwd: io.cwd,
    stdin: io.stdin,
    maxDocumentBytes: settings.maxDocumentBytes,
    leaveOut: ownFiles(settings),
    context: settings.context,
    exclusionOf: settings.exclusionOf,
    onDecision: settings.showsDecisions ? tellDecisions(io) : undefined,
    onTier: tally?.count,
    onFile: (done, total) => {
      progress.show(done, total);
    },
  });
  if (tally !== undefined) io.stderr.write(`${tally.describe()}\n`);
  return sources;
}

/** Says of each file once why it is in or out; context may lie among what is linted. */
function tellDecisions(io: CommandIo): (path: string, isIn: boolean, why: string) => void {
  const told = new Set<string>();
  return (path, isIn, why) => {
    const line = `${isIn ? 'in ' : 'out'}  ${path}: ${why}\n`;
    if (!told.has(line)) io.stderr.write(line);
    told.add(line);
  };
}

async function makeTally(): Promise<ParsingTally> {
  const { ParsingTally } = await import('./parsing-tally.ts');
  return new ParsingTally();
}

/** What this run reads or writes beside manifests, though it may lie among them. */
function ownFiles({ targets, known }: Settings): string[] {
  const files = [...targets.map(({ file }) => file), known.baseline, known.writeBaseline];
  return files.flatMap((file) => file ?? []);
}
