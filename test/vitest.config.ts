import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './support/closing-line.ts';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Threads start faster; a test that changes directory or user starts a process of its own.
    pool: 'threads',
    reporters: [new ClosingLine(), ...(process.env['GITHUB_ACTIONS'] ? ['github-actions'] : [])],
  },
});
