// What `npm install` runs in a clone: the build. Where npm installs this repository globally, as
// pre-commit asks it to, it leaves the devDependencies out (npm/cli#8440); they are fetched then.
import { execFileSync, execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// Standard output stays empty: pre-commit reads the name of the packed file from it.
const options = { cwd: root, stdio: ['ignore', 2, 2] };
if (!existsSync(new URL('../node_modules/esbuild', import.meta.url))) {
  execSync('npm ci --global=false --ignore-scripts', options);
}
execFileSync(process.execPath, ['src/bundle.mjs'], options);
