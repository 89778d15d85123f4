import { nearestName } from '../../config/nearest-name.ts';
import type { RuleSetting, RuleSettings } from '../../engine/options.ts';
import type { Rule } from '../../rule/index.ts';
import { UsageError } from '../usage-error.ts';

const SETTINGS: readonly RuleSetting[] = ['off', 'error', 'warning', 'info'];

/** What `--rule ID=SEVERITY` says, over what a configuration says. Undefined where nobody says anything. */
export function readRuleSettings(
  flags: readonly string[],
  rules: readonly Rule[],
  configured: RuleSettings | undefined,
): RuleSettings | undefined {
  if (flags.length === 0) return configured;
  const stated = new Map(flags.map((flag) => readFlag(flag, rules)));
  const everywhere = new Map([...(configured?.everywhere ?? []), ...stated]);
  const overrides = (configured?.overrides ?? []).map(({ matches, rules: set }) => ({
    matches,
    rules: new Map([...set].filter(([id]) => !stated.has(id))),
  }));
  return { everywhere, overrides };
}

function readFlag(flag: string, rules: readonly Rule[]): [string, RuleSetting] {
  const [id = '', value = ''] = flag.split('=');
  if (!rules.some((rule) => rule.id === id)) {
    throw new UsageError(
      `--rule: no rule "${id}"${hint(
        id,
        rules.map((rule) => rule.id),
      )}`,
    );
  }
  const setting = SETTINGS.find((it) => it === value);
  if (setting !== undefined) return [id, setting];
  const known = `off, error, warning or info, as in --rule ${id}=off`;
  throw new UsageError(`--rule ${id}: "${value}" is none of ${known}${hint(value, SETTINGS)}`);
}

function hint(text: string, names: readonly string[]): string {
  const meant = nearestName(text, names);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
