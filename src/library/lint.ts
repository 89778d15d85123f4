import type { LintResult } from '../engine/lint.ts';
import type { LintOptions } from './options.ts';
import { createWorkspace } from './workspace.ts';

/** A manifest, YAML or JSON: any number of documents. */
export interface ManifestFile {
  /** What findings call it; files that lie together belong together: `store/cart.yaml`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Says which Services in these manifests will not work, where and why. Nothing is read from disk.
 *
 * What is wrong in a manifest never throws: text that is no YAML is a finding of the rule `syntax`.
 * Throws a `TypeError` for an option that is none of its legal values, for a path or text that is no
 * string, and for a path that is given twice.
 *
 * @example
 * ```ts
 * import { lint } from 'k8s-svc-lint';
 *
 * const text = `
 * apiVersion: v1
 * kind: Service
 * metadata: { name: cart }
 * spec:
 *   selector: { app: cart }
 *   ports: [{ port: 80, targetPort: htpp }]
 * ---
 * apiVersion: v1
 * kind: Pod
 * metadata: { name: cart, labels: { app: cart } }
 * spec:
 *   containers:
 *     - { name: cart, image: registry.example/cart, ports: [{ name: http, containerPort: 8080 }] }
 * `;
 * for (const { ruleId, file, range, fix } of lint([{ path: 'cart.yaml', text }]).findings) {
 *   console.log(`${file}:${range.start.line}:${range.start.column} ${ruleId}`); // cart.yaml:7:35 service-target-port-unresolved
 *   console.log(fix?.title); // Change "htpp" to "http"
 * }
 * ```
 */
export function lint(files: Iterable<ManifestFile>, options: LintOptions = {}): LintResult {
  const workspace = createWorkspace(options);
  const seen = new Set<string>();
  for (const { path, text } of files) {
    if (seen.has(path)) throw new TypeError(`${path} is given twice`);
    seen.add(path);
    workspace.update(path, text);
  }
  return workspace.lint();
}
