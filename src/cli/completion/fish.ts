import type { CompletedCommand, CompletedOption } from './words.ts';

/** To be sourced, or put into `~/.config/fish/completions/k8s-svc-lint.fish`. */
export function fishCompletion(program: string, commands: readonly CompletedCommand[]): string {
  const named = commands.map(({ name }) => name).filter((name) => name !== '');
  const complete = (...words: string[]): string => ['complete -c', program, ...words].join(' ');
  const lines = commands.flatMap(({ name, summary, options, positionals }) => {
    const isHere =
      name === ''
        ? `not __fish_seen_subcommand_from ${named.join(' ')}`
        : `__fish_seen_subcommand_from ${name}`;
    const when = `-n ${escaped(isHere)}`;
    return [
      ...(name === ''
        ? []
        : [complete('-n __fish_use_subcommand', `-a ${name}`, `-d ${escaped(summary)}`)]),
      ...options.map((option) => complete(when, optionWords(option))),
      ...(positionals.isFile
        ? []
        : [complete(when, '-f', `-a ${escaped(positionals.words.join(' '))}`)]),
    ];
  });
  return `# ${program} completion fish\n${lines.join('\n')}\n`;
}

function optionWords({ name, help, value, expected }: CompletedOption): string {
  const described = `-l ${name} -d ${escaped(help)}`;
  if (value === undefined) return described;
  if (expected.isFile) return `${described} -r -F`;
  const words = expected.words.length > 0 ? ` -a ${escaped(expected.words.join(' '))}` : '';
  return `${described} -x${words}`;
}

/** fish, unlike the others, reads \\' and \\\\ between single quotes. */
function escaped(text: string): string {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}
