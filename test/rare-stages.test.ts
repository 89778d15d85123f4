import { expect, test } from 'vitest';
import { bundledSources } from './support/command-bundle.ts';

const files = await bundledSources();

/** Which folders of src, or which files of them, went into a file of the command. */
function sourcesOf(name: string): string[] {
  return files.get(name)?.filter((it) => it.startsWith('src/')) ?? [];
}

test.each(['src/silence/comment.ts', 'src/baseline/', 'src/cli/git/', 'src/cli/lint/since.ts'])(
  'a plain run does not read %s',
  (path) => {
    const read = [...sourcesOf('cli.cjs'), ...sourcesOf('lint.cjs')];
    expect(read.filter((it) => it.startsWith(path))).toEqual([]);
  },
);

// Keys are numbered and documents are made by one parser: with a second one nothing would fit.
test.each(['silence', 'baseline', 'since'])(
  '%s holds no second parser, model or engine',
  (name) => {
    const sources = sourcesOf(`${name}.cjs`);
    expect(sources.length).toBeGreaterThan(3);
    const doubled =
      /^src\/(?:model(?!\/wildcard\.ts$)|graph|rule|admission)\/|^src\/parse\/(?:field|document|key-names|manifest|mapping)\.ts$|^src\/engine\/lint\.ts$|^rules\//;
    expect(sources.filter((it) => doubled.test(it))).toEqual([]);
  },
);
