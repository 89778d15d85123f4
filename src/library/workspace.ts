import { compareFindings, lintDocuments, reportInstead, type LintResult } from '../engine/lint.ts';
import { parseManifest, type Document } from '../parse/index.ts';
import { MARKER, silence, silenceOptions } from '../silence/index.ts';
import { SourceFile } from '../source/source-file.ts';
import { checkOptions, type CheckedOptions, type LintOptions } from './options.ts';

/** Manifests that change, such as those of an editor or a server. See `createWorkspace`. */
export interface Workspace {
  /**
   * Adds a file, or gives it another text. Files that lie together belong together, so a path is
   * best relative to the root of what is deployed, with `/`: `store/cart.yaml`.
   *
   * Any text will do: what is no YAML becomes a finding when it is linted. Throws a `TypeError` where
   * path or text are no strings, or the path is empty.
   */
  update(path: string, text: string): void;
  /** Takes a file out. False if there was none under this path. */
  remove(path: string): boolean;
  /** The paths of all files, in the order in which they were added. */
  readonly paths: readonly string[];
  /**
   * What is wrong now. Parses what has changed since the last time, and asks all rules again, since
   * one file may break another. Until something changes it gives the same result.
   */
  lint(): LintResult;
}

/**
 * Keeps manifests for linting again and again: each text is parsed once. Nothing is read from disk;
 * configuration files and baselines are the command's.
 *
 * Throws a `TypeError` for an option that is none of its legal values.
 *
 * @example
 * ```ts
 * import { createWorkspace } from 'k8s-svc-lint';
 *
 * const workspace = createWorkspace({ namespace: 'shop' });
 * workspace.update('cart.yaml', 'apiVersion: v1\nkind: Service\nmetadata: { name: cart }\nspec: {');
 * console.log(workspace.lint().findings[0]?.ruleId); // syntax
 * workspace.update(
 *   'cart.yaml',
 *   'apiVersion: v1\nkind: Service\nmetadata: { name: cart }\nspec: { ports: [{ port: 80 }] }\n',
 * );
 * console.log(workspace.lint().findings.length); // 0
 * ```
 */
export function createWorkspace(options: LintOptions = {}): Workspace {
  return new ParsedFiles(checkOptions(options));
}

class ParsedFiles implements Workspace {
  private readonly files = new Map<string, ParsedFile>();
  private result: LintResult | undefined;

  constructor(private readonly options: CheckedOptions) {}

  get paths(): readonly string[] {
    return [...this.files.keys()];
  }

  update(path: string, text: string): void {
    if (typeof path !== 'string' || path === '') throw new TypeError('a file needs a path');
    if (typeof text !== 'string') throw new TypeError(`the text of ${path} is no string`);
    if (this.files.get(path)?.text === text) return;
    this.files.set(path, new ParsedFile(path, text));
    this.result = undefined;
  }

  remove(path: string): boolean {
    const wasThere = this.files.delete(path);
    if (wasThere) this.result = undefined;
    return wasThere;
  }

  lint(): LintResult {
    this.result ??= this.lintNow();
    return this.result;
  }

  private lintNow(): LintResult {
    const { rules, run, isInline } = this.options;
    const documents: Document[] = [];
    const marked: Document[] = [];
    for (const file of this.files.values()) {
      const read = file.documents(this.isChartTemplate(file.path));
      for (const document of read) documents.push(document);
      if (file.text.includes(MARKER)) marked.push(...read);
    }
    const result = lintDocuments(documents, this.files.size, rules, run);
    if (!isInline || marked.length === 0) return result;
    const settings = { isInline, requiresReason: false, configured: [] };
    const options = silenceOptions(documents, rules, run, settings);
    const { findings, silenced } = silence(result.findings, marked, options);
    return reportInstead(result, [...findings].sort(compareFindings), silenced);
  }

  /** Whether it lies below the `templates` of a folder whose Chart.yaml is among the files. */
  private isChartTemplate(path: string): boolean {
    const inFolder = `/${path}`;
    for (let at = inFolder.indexOf(TEMPLATES); at >= 0; at = inFolder.indexOf(TEMPLATES, at + 1)) {
      if (this.files.has(`${inFolder.slice(1, at + 1)}Chart.yaml`)) return true;
    }
    return false;
  }
}

const TEMPLATES = '/templates/';

/** A text and what was read from it, once. */
class ParsedFile {
  private parsed: readonly Document[] | undefined;
  private wasTemplate = false;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  documents(isChartTemplate: boolean): readonly Document[] {
    if (this.parsed === undefined || isChartTemplate !== this.wasTemplate) {
      this.parsed = parseManifest(new SourceFile(this.path, this.text), { isChartTemplate });
      this.wasTemplate = isChartTemplate;
    }
    return this.parsed;
  }
}
