import { main } from './main.ts';

void main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  cwd: process.cwd(),
  env: process.env,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
