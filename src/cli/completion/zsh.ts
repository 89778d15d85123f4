import { quoted, type CompletedCommand, type CompletedOption, type Expected } from './words.ts';

/** To be sourced behind compinit, or put into a folder of `fpath` as `_k8s-svc-lint`. */
export function zshCompletion(program: string, commands: readonly CompletedCommand[]): string {
  const named = commands.filter(({ name }) => name !== '');
  const list = named.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`);
  const cases = commands.map(({ name, options, positionals }) => {
    const specs = options.map(optionSpec);
    const rest = name === '' ? `'1: :_${program}-first'` : '';
    return `    ${quoted(name)}) _arguments ${[...specs, rest, positionalSpec(positionals)].filter((it) => it !== '').join(' ')} ;;`;
  });
  return `#compdef ${program}
# ${program} completion zsh
_${program}-first() {
  local -a commands=(
${list.join('\n')}
  )
  _describe command commands
  _files
}
_${program}() {
  local command=''
  if ((CURRENT > 2)) && [[ $words[2] == (${named.map(({ name }) => name).join('|')}) ]]; then
    command=$words[2]
    shift words
    ((CURRENT--))
  fi
  case $command in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _${program} ]]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

function optionSpec({ name, help, value, isRepeatable, expected }: CompletedOption): string {
  const again = isRepeatable === true ? '*' : '';
  const explained = `[${escaped(help)}]`;
  return value === undefined
    ? quoted(`--${name}${explained}`)
    : quoted(`${again}--${name}=${explained}:${escaped(value)}:${action(expected)}`);
}

function positionalSpec(expected: Expected): string {
  const does = action(expected);
  return does === ' ' ? '' : quoted(`*: :${does}`);
}

function action({ words, isFile }: Expected): string {
  if (isFile) return '_files';
  return words.length > 0 ? `(${words.join(' ')})` : ' ';
}

function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, String.raw`\$&`);
}
