export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What may follow a command on the command line. */
export interface Place {
  /** The names of the command, such as `keys create`; empty at the beginning. */
  readonly words: string;
  /** Commands, options and values of its argument. */
  readonly next: readonly string[];
  /** Its argument may be the name of a file. */
  readonly takesFiles: boolean;
  /** Options that a value follows, and the values if they are known. */
  readonly valued: readonly { readonly names: readonly string[]; readonly choices: readonly string[] }[];
}

/**
 * A script that completes, for each shell. It looks for the longest command among the words so far, so that options, their
 * values and arguments between them don't matter.
 */
export const completionScripts: Readonly<Record<Shell, (places: readonly Place[]) => string>> = {
  bash: (places) => `_excalibur() {
  local word words="" current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${words:+$words }$word" in
      ${commandsOf(places).map(quoted).join("|")}) words="\${words:+$words }$word" ;;
    esac
  done
  case "$words \${COMP_WORDS[COMP_CWORD-1]}" in
${valuesOf(places, (patterns, choices) => `    ${patterns.map(quoted).join("|")}) COMPREPLY=(${choices.length > 0 ? `$(compgen -W "${choices.join(" ")}" -- "$current")` : ""}); return ;;`)}
  esac
  case "$words" in
${places.map(({ words, next }) => `    ${quoted(words)}) COMPREPLY=($(compgen -W "${next.join(" ")}" -- "$current")) ;;`).join("\n")}
  esac
}
complete -o default -F _excalibur excalibur
`,
  zsh: (places) => `#compdef excalibur
_excalibur() {
  local word chosen=""
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${chosen:+$chosen }$word" in
      ${commandsOf(places).map(quoted).join("|")}) chosen="\${chosen:+$chosen }$word" ;;
    esac
  done
  case "$chosen \${words[CURRENT-1]}" in
${valuesOf(places, (patterns, choices) => `    ${patterns.map(quoted).join("|")}) ${choices.length > 0 ? `compadd -- ${choices.join(" ")}` : "_files"}; return ;;`)}
  esac
  case "$chosen" in
${places.map(({ words, next, takesFiles }) => `    ${quoted(words)}) compadd -- ${next.join(" ")}${takesFiles ? "; _files" : ""} ;;`).join("\n")}
  esac
}
compdef _excalibur excalibur
`,
  fish: (places) => `function __excalibur_complete
  set -l tokens (commandline -opc)
  set -l words
  for word in $tokens[2..]
    switch (string join " " -- $words $word)
      case ${commandsOf(places).map(quoted).join(" ")}
        set -a words $word
    end
  end
  switch (string join " " -- $words)" $tokens[-1]"
${valuesOf(places, (patterns, choices) => `    case ${patterns.map(quoted).join(" ")}\n      ${choices.length > 0 ? `printf '%s\\n' ${choices.join(" ")}` : FISH_FILES}\n      return`)}
  end
  switch (string join " " -- $words)
${places.map(({ words, next, takesFiles }) => `    case ${quoted(words)}\n      printf '%s\\n' ${next.join(" ")}${takesFiles ? `\n      ${FISH_FILES}` : ""}`).join("\n")}
  end
end
complete -c excalibur -f -a '(__excalibur_complete)'
`,
};

const FISH_FILES = "__fish_complete_path (commandline -ct)";

/** Names of commands and options have no quotes, dollars or backslashes. */
function quoted(words: string): string {
  return `"${words}"`;
}

function commandsOf(places: readonly Place[]): string[] {
  return places.map(({ words }) => words).filter((words) => words !== "");
}

/** A line for each option that a value follows: for the command and the option as the word before. */
function valuesOf(
  places: readonly Place[],
  line: (patterns: readonly string[], choices: readonly string[]) => string,
): string {
  return places
    .flatMap(({ words, valued }) =>
      valued.map(({ names, choices }) =>
        line(
          names.map((name) => `${words} ${name}`),
          choices,
        ),
      ),
    )
    .join("\n");
}
