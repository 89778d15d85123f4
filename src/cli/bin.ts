import { EXIT } from './exit-code.ts';
import { main } from './main.ts';
import type { OutputStream } from './io.ts';

/** Somebody who reads no further (`| head -1`) is no error of ours. */
function endQuietly(stream: NodeJS.WriteStream): OutputStream {
  if (stream.listenerCount('error') === 0) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return stream;
}

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
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A bug of ours; 1 would say that the manifests are at fault.
    console.error('k8s-svc-lint failed; please report this:', error);
    process.exitCode = EXIT.failed;
  },
);
