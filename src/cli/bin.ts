import { EXIT } from './exit-code.ts';
import { main } from './main.ts';
import type { OutputStream } from './io.ts';

/** Whether a part of the report is lost. */
let isCut = false;

/** Somebody who reads no further (`| head -1`) is no error of ours; a full disk is one. */
function endQuietly(stream: NodeJS.WriteStream): OutputStream {
  if (stream.listenerCount('error') === 0) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // What standard error cannot take, nobody can be told.
      if (code === 'EPIPE' || stream !== process.stdout) return;
      isCut = true;
      process.exitCode = EXIT.failed;
      console.error(`k8s-svc-lint: the report is cut short: ${message}`);
    });
  }
  return stream;
}

// What a plugin throws in a timer comes here: Node would end with 1, which says that there are findings.
process.on('uncaughtException', ({ message }) => {
  console.error(`k8s-svc-lint: thrown outside of all rules, by a plugin most likely: ${message}`);
  process.exit(EXIT.failed);
});

// Streams are made when they are asked for: that costs time.
void main(process.argv.slice(2), {
  get stdout() {
    return endQuietly(process.stdout);
  },
  get stderr() {
    return endQuietly(process.stderr);
  },
  stdin: 0,
  cwd: process.cwd(),
  env: process.env,
}).then(
  (exitCode) => {
    // Not `process.exit`: what is written must arrive.
    process.exitCode = isCut ? EXIT.failed : exitCode;
  },
  (error: unknown) => {
    // A bug of ours; 1 would say that the manifests are at fault.
    console.error('k8s-svc-lint failed; please report this:', error);
    process.exitCode = EXIT.failed;
  },
);
