import { refusalsOf, type Refusal } from '../../src/admission/index.ts';
import { readModel, type Resource } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

export function resourcesIn(text: string, path = 'shop.yaml'): readonly Resource[] {
  return readModel(parseManifest(new SourceFile(path, text)), { namespace: 'shop' }).resources;
}

export function refusalsIn(text: string): Refusal[] {
  return resourcesIn(text).flatMap((resource) => [...refusalsOf(resource)]);
}

/** What is said, as `path: message`. */
export function saidOf(text: string): string[] {
  return refusalsIn(text).map(({ at, message }) => `${at.path}: ${message}`);
}

/** The paths under which something is refused. */
export function pathsOf(text: string): string[] {
  return refusalsIn(text).map(({ at }) => at.path);
}

/** A Service with more under `spec`. */
export function service(spec: string, metadata = ''): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: cart${metadata.replace(/^/gm, '\n  ').trimEnd()}
spec:
  selector:
    app: cart
${spec.trim().replace(/^/gm, '  ')}
`;
}
