import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, Metafile, OutputFile, Plugin } from 'esbuild';

interface Bundle {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Pick<Metafile, 'outputs'>;
}

async function bundle(more: BuildOptions): Promise<Bundle> {
  const { bundleCommand } = (await import(
    new URL('../../src/bundle.mjs', import.meta.url).href
  )) as { bundleCommand: (more: BuildOptions) => Promise<Bundle> };
  return bundleCommand(more);
}

/** The files of the command by name, each with the sources that went into it. */
export async function bundledSources(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { outputs } = (await bundle({})).metafile;
  return new Map(
    Object.entries(outputs).map(([file, { inputs }]) => [
      path.basename(file),
      Object.keys(inputs).filter((it) => (inputs[it]?.bytesInOutput ?? 0) > 0),
    ]),
  );
}

/** Builds the command into `directory` with a plugin of a test, and gives the path of its frame. */
export async function bundleInto(directory: string, plugin: Plugin): Promise<string> {
  const { outputFiles } = await bundle({ plugins: [plugin], outdir: directory });
  for (const file of outputFiles) {
    mkdirSync(path.dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.contents);
  }
  return path.join(directory, 'cli.cjs');
}
