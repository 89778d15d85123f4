import { basename, resolve } from 'node:path';
import { rules } from '../../../rules/index.ts';
import type { Configuration } from '../../config/configuration.ts';
import { CONFIG_KEY, findConfig, type ConfigPlace } from '../../config/find.ts';
import type { Arguments, OptionTable } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Which configuration counts. */
export const CONFIG_OPTIONS = {
  config: {
    value: 'file',
    help: 'the configuration (default: the nearest .k8s-svc-lint.yaml or .json, or key of a package.json, from here up to the root of the repository)',
  },
  'no-config': { help: 'no configuration, even where there is one' },
  'no-plugins': { help: 'run no code that a configuration names' },
} satisfies OptionTable;

/** Reads the configuration that counts; undefined where there is none. */
export async function readConfiguration(
  { values }: Arguments,
  { cwd }: CommandIo,
): Promise<Configuration | undefined> {
  const named = values['config'];
  if (values['no-config'] === true) {
    if (named !== undefined) throw new UsageError('--config and --no-config: take one');
    return undefined;
  }
  const places = typeof named === 'string' ? [placeOf(named, cwd)] : findConfig(cwd);
  if (places.length === 0) return undefined;
  const config = await import('../../config/configuration.ts');
  const allowsPlugins = values['no-plugins'] !== true;
  return config.readConfiguration(places, { cwd, rules, allowsPlugins });
}

function placeOf(file: string, cwd: string): ConfigPlace {
  if (file === '') throw new UsageError('--config is empty');
  const key = basename(file) === 'package.json' ? CONFIG_KEY : undefined;
  return { path: resolve(cwd, file), key };
}
