/**
 * Node's own `import()`, in a file of its own: it takes ES modules, which Node 20 does not `require`, and
 * it works only in files that Node itself has loaded (`cli/compiled.ts` loads the others).
 */
export async function importModule(url: string): Promise<unknown> {
  return import(url);
}
