import { quoted, type CompletedCommand, type Expected } from './words.ts';

/** For bash 3.2, which macOS has, and later. */
export function bashCompletion(program: string, commands: readonly CompletedCommand[]): string {
  const named = commands.map(({ name }) => name).filter((name) => name !== '');
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ value }) => value !== undefined)
      .map((it) => `    ${quoted(`${name} --${it.name}`)}) ${assigned(it.expected)} ;;`),
  );
  const others = commands.map(
    ({ name, options, positionals }) =>
      `    ${quoted(name)}) options=${words(options.map((it) => `--${it.name}`))} ${assigned(positionals)} ;;`,
  );
  return `# ${program} completion bash
_k8s_svc_lint() {
  local word=$2 previous=$3 command='' options='' words='' files='' line
  # bash takes --option=value for three words.
  if [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}
  elif [[ $word == '=' ]]; then word=''
  fi
  if ((COMP_CWORD > 1)); then
    case \${COMP_WORDS[1]} in
    ${named.join('|')}) command=\${COMP_WORDS[1]} ;;
    esac
  fi
  case "$command $previous" in
${values.join('\n')}
    *)
    case $command in
${others.join('\n')}
    esac
    if ((COMP_CWORD == 1)); then words=${words(named)}; fi
    if [[ $word == -* ]]; then words=$options files=''; fi
    ;;
  esac
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(
    compgen -W "$words" -- "$word"
    if [[ -n $files ]]; then compgen -f -- "$word"; fi
  )
  if [[ -n $files ]]; then compopt -o filenames 2> /dev/null; fi
}
complete -F _k8s_svc_lint ${program}
`;
}

function assigned(expected: Expected): string {
  return `words=${words(expected.words)} files=${expected.isFile ? 'yes' : "''"}`;
}

function words(list: readonly string[]): string {
  return quoted(list.join(' '));
}
