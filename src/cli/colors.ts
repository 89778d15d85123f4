import type { CommandIo } from './io.ts';

/** `--color`, then FORCE_COLOR, then NO_COLOR, then whether somebody is looking. */
export function wantsColor(when: string | true | undefined, { env, stdout }: CommandIo): boolean {
  if (when === 'always') return true;
  if (when === 'never') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return stdout.isTTY === true && env['TERM'] !== 'dumb';
}
