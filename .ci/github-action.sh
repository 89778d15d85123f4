#!/usr/bin/env bash
# What action.yml runs: the published version of the action's own tag, with the inputs of the step.
set -euo pipefail

# Installed away from the checkout, whose .npmrc and node_modules may be a stranger's.
home="$RUNNER_TEMP/k8s-svc-lint"
package="$home/node_modules/k8s-svc-lint"
version=$(cd "$GITHUB_ACTION_PATH" && node --print 'require("./package.json").version')
mkdir -p "$home"
echo '{ "private": true }' > "$home/package.json"
(cd "$home" && npm install --ignore-scripts --no-audit --no-fund --loglevel=error "k8s-svc-lint@$version" >&2)

arguments=(--format "$INPUT_FORMAT")
# One argument a line: a path may hold spaces, and none of it is ever read as a command.
add_lines() {
  local line
  while read -r line || [[ -n $line ]]; do
    line=${line%$'\r'}
    if [[ -n $line ]]; then arguments+=("$line"); fi
  done <<< "$1"
}
add_lines "$INPUT_ARGS"
if [[ -n $INPUT_SINCE ]]; then arguments+=(--since "$INPUT_SINCE"); fi
if [[ -n $INPUT_BASELINE ]]; then arguments+=(--baseline "$INPUT_BASELINE"); fi
if [[ -n $INPUT_SARIF_FILE ]]; then
  arguments+=(--format "sarif=$INPUT_SARIF_FILE")
  echo "sarif-file=$INPUT_WORKING_DIRECTORY/$INPUT_SARIF_FILE" >> "$GITHUB_OUTPUT"
fi
if [[ ${INPUT_NO_PLUGINS:-$IS_FROM_FORK} == true ]]; then arguments+=(--no-plugins); fi
arguments+=(--)
add_lines "$INPUT_PATHS"

if [[ $INPUT_FORMAT == text ]]; then
  echo "::add-matcher::$package/dist/problem-matcher/github.json"
  trap 'echo "::remove-matcher owner=k8s-svc-lint::"' EXIT
fi
cd "$INPUT_WORKING_DIRECTORY"
node "$package/dist/cli.cjs" "${arguments[@]}"
