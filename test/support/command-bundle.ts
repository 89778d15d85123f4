import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, OutputFile, Plugin } from 'esbuild';

/** Builds the command into `directory` with a plugin of a test, and gives the path of its frame. */
export async function bundleInto(directory: string, plugin: Plugin): Promise<string> {
  const { bundleCommand } = (await import(
    new URL('../../src/bundle.mjs', import.meta.url).href
  )) as {
    bundleCommand: (more: BuildOptions) => Promise<{ outputFiles: OutputFile[] }>;
  };
  const { outputFiles } = await bundleCommand({ plugins: [plugin], outdir: directory });
  for (const file of outputFiles) {
    mkdirSync(path.dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.contents);
  }
  return path.join(directory, 'cli.cjs');
}
