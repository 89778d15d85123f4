// Each shell itself completes a line with our script, where it is installed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { folderOf, outcome } from '../support/command.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** How each shell is asked for what it offers at the end of the line $2, with the script $1. */
const ASK: Readonly<Record<Shell, string>> = {
  bash: `
source "$1"
read -r -a COMP_WORDS <<< "\${2//=/ = }"
if [[ $2 == *[=\\ ] ]]; then COMP_WORDS+=(''); fi
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_k8s_svc_lint k8s-svc-lint "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: `
source $argv[1]
complete --do-complete $argv[2] | string replace --regex '\\t.*' ''`,
  // A shell in a terminal of its own, in which Tab is pressed; what is offered passes compadd.
  zsh: `
zmodload zsh/zpty
zpty offers zsh -f -i
zpty -w offers "PROMPT=''; autoload -Uz compinit; compinit -D -u; source $1"
zpty -w offers "compadd() { local -a found; builtin compadd -O found \\"\\$@\\"; print -rl -- \\$found >> offered; builtin compadd \\"\\$@\\" }"
zpty -w offers "completed() { print >> completed }; zle -N completed; bindkey '^G' completed; print rea''dy"
zpty -r offers line '*ready*'
zpty -n -w offers "$2"$'\\t'$'\\a'
while [[ ! -e completed ]]; do zpty -r -t offers line; sleep 0.01; done
zpty -d offers
cat offered`,
};

function isInstalled(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

describe.each(SHELLS)('%s', (shell) => {
  const [exitCode, script] = outcome(['completion', shell]);

  function offers(line: string): string[] {
    const folder = folderOf({ script, ask: ASK[shell], 'manifests/cart.yaml': '' });
    const { stdout, stderr } = spawnSync(shell, ['ask', './script', `k8s-svc-lint ${line}`], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(stderr).toBe('');
    return [...new Set(stdout.split('\n').filter((it) => it !== ''))].sort();
  }

  test('a script is printed', () => {
    expect(exitCode).toBe(0);
    expect(script).toContain(`k8s-svc-lint completion ${shell}`);
  });

  test.skipIf(!isInstalled(shell))('which the shell can read, where it is installed', () => {
    const folder = folderOf({ script });
    expect(spawnSync(shell, ['-n', path.join(folder, 'script')]).status).toBe(0);
  });

  describe.skipIf(!isInstalled(shell))('completes, where it is installed,', () => {
    test.each([
      ['commands', 'expl', ['explain']],
      ['rules', 'explain service-selects-no', ['service-selects-no-pod']],
      ['rules to set', '--rule service-selects-no', ['service-selects-no-pod']],
      ['severities', '--fail-on ', ['error', 'info', 'never', 'warning']],
      ['formats', '--format sar', ['sarif']],
      ['formats again', '--format text --format sar', ['sarif']],
      ['formats of commands', 'graph --format ', ['dot', 'json', 'mermaid']],
      ['shells', 'completion ', ['bash', 'fish', 'zsh']],
      ['options', '--min-', ['--min-severity']],
      ['options of commands', 'resolve --fr', ['--from']],
    ])('%s', (_, line, expected) => {
      expect(offers(line)).toEqual(expected);
    });

    test('values behind an equals sign', () => {
      const values = offers('--world=').map((it) => it.replace('--world=', ''));
      expect(values).toEqual(['closed', 'open']);
    });

    test('files', () => {
      expect(offers('graph mani').map((it) => it.replace('/', ''))).toEqual(['manifests']);
      expect(offers('mani').map((it) => it.replace('/', ''))).toEqual(['manifests']);
    });

    test('every rule', () => {
      expect(offers('explain ')).toEqual(rules.map(({ id }) => id).sort());
    });
  });
});

test('without a shell it says which there are', () => {
  const words = 'k8s-svc-lint: say for which shell: k8s-svc-lint completion bash|zsh|fish\n';
  expect(outcome(['completion'])).toEqual([2, '', words]);
  expect(outcome(['completion', 'csh'])).toEqual([2, '', words]);
});
