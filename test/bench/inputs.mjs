// What is linted: the same bytes on every machine.
import path from 'node:path';
import { generateFile, generateFolder } from './generate.mjs';

/** A twentieth of the microservices has something wrong, the single file has not. */
const DEFECTS = 0.05;

function folderOf(services) {
  return (directory) => ({
    target: directory,
    ...generateFolder(directory, { services, defects: DEFECTS }),
  });
}

function fileOf(bytes, defects) {
  return (directory) => {
    const target = path.join(directory, 'shop.yaml');
    return { target, ...generateFile(target, { bytes, defects }) };
  };
}

/**
 * In the order of their size. `make` writes one into a directory and says what there is. The limits are
 * what we hold ourselves to: how many times bare Node's wall time the command may take, and megabytes.
 */
export const inputs = [
  { name: '1 file', key: '1', make: fileOf(1, 0), limit: 1.4 },
  { name: '10 files', key: '10', make: folderOf(10) },
  { name: '100 files', key: '100', make: folderOf(100) },
  { name: '1,000 files', key: '1000', make: folderOf(1_000), limit: 16 },
  {
    name: 'one file of 50 MB',
    key: '50mb',
    make: fileOf(50_000_000, DEFECTS),
    limit: 50,
    peak: 350,
  },
  { name: '10,000 files', key: '10000', make: folderOf(10_000), limit: 100 },
  { name: '100,000 objects', key: '100000', make: folderOf(16_130) },
];
