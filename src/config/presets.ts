import type { Rule } from '../rule/index.ts';

export const PRESET_PREFIX = 'k8s-svc-lint:';

/** Presets are configurations like any other: texts that a file may extend. */
const PRESETS: Readonly<Record<string, (rules: readonly Rule[]) => string>> = {
  /** What happens without a configuration; a name for those who want to say so. */
  recommended: () => '',
  /** What depends is said, too. */
  strict: (rules) => raise(rules),
  mesh: (rules) => raise(rules.filter(({ presets }) => presets?.includes('mesh'))),
  'private-nodes': (rules) =>
    `nodes: private\n${raise(rules.filter(({ presets }) => presets?.includes('private-nodes')))}`,
};

export const PRESET_NAMES = Object.keys(PRESETS).map((name) => `${PRESET_PREFIX}${name}`);

/** The text of a preset; undefined where there is none of that name. */
export function presetText(name: string, rules: readonly Rule[]): string | undefined {
  const short = name.slice(PRESET_PREFIX.length);
  return Object.hasOwn(PRESETS, short) ? PRESETS[short]?.(rules) : undefined;
}

/** Those that are not shown without being asked for. */
function raise(rules: readonly Rule[]): string {
  const quiet = rules.filter(({ severity }) => severity === 'info');
  if (quiet.length === 0) return '';
  return `rules:\n${quiet.map(({ id }) => `  ${id}: warning\n`).join('')}`;
}
