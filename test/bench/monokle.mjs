// @monokle/validation as its README shows it, with the two of its plugins that are nearest to what we do:
//   node monokle.mjs FILE|DIRECTORY
// It and @monokle/parser are no dependencies of ours: they are taken from the folder that
// MONOKLE_PACKAGES names, its node_modules that is. Without a target it only says whether they are there.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(
  path.join(process.env.MONOKLE_PACKAGES ?? import.meta.dirname, 'package.json'),
);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const { MonokleValidator, RemotePluginLoader, ResourceParser, processRefs } =
  await load('@monokle/validation');
const { extractK8sResources } = await load('@monokle/parser');

const [target] = process.argv.slice(2);
if (target !== undefined) {
  const paths = statSync(target).isFile()
    ? [target]
    : readdirSync(target, { recursive: true })
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => path.join(target, name));
  const files = paths.map((it) => ({ id: it, path: it, content: readFileSync(it, 'utf8') }));
  const resources = extractK8sResources(files);
  const parser = new ResourceParser();
  const validator = new MonokleValidator({ loader: new RemotePluginLoader(), parser });
  await validator.preload({ plugins: { 'yaml-syntax': true, 'resource-links': true } });
  processRefs(resources, parser, undefined, paths);
  const { runs } = await validator.validate({ resources });
  const count = runs.reduce((sum, { results }) => sum + results.length, 0);
  console.log(`${resources.length} resources, ${count} results`);
  process.exit(0); // its timers would keep the process alive
}
