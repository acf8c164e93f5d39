import { Argument, type Command } from "commander";
import type { Context } from "../context.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

/** What may follow some words of the command line. */
interface Place {
  /** The words so far, such as `keys create`; empty at the beginning. */
  readonly words: string;
  readonly next: readonly string[];
}

/** `excalibur completion SHELL` */
export function addCompletionCommand(program: Command, { output }: Context): void {
  program
    .command("completion")
    .description("write a script that completes commands and options")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .action((shell: Shell) => output().out(SCRIPTS[shell](placesOf(program))));
}

function placesOf(command: Command, words: readonly string[] = []): Place[] {
  const options = command.options.flatMap(({ long }) => long ?? []);
  const next = [...command.commands.map((each) => each.name()), ...options, "--help"];
  return [
    { words: words.join(" "), next },
    ...command.commands.flatMap((each) => placesOf(each, [...words, each.name()])),
  ];
}

const SCRIPTS: Readonly<Record<Shell, (places: readonly Place[]) => string>> = {
  bash: (places) => `_excalibur() {
  local word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) words="\${words:+$words }$word" ;; esac
  done
  case "$words" in
${places.map(({ words, next }) => `    "${words}") COMPREPLY=($(compgen -W "${next.join(" ")}" -- "\${COMP_WORDS[COMP_CWORD]}")) ;;`).join("\n")}
  esac
}
complete -o default -F _excalibur excalibur
`,
  zsh: (places) => `#compdef excalibur
_excalibur() {
  local -a plain
  plain=(\${\${words[2,CURRENT-1]}:#-*})
  case "\${(j: :)plain}" in
${places.map(({ words, next }) => `    "${words}") compadd -- ${next.join(" ")} ;;`).join("\n")}
    *) _files ;;
  esac
}
compdef _excalibur excalibur
`,
  fish: (places) => `function __excalibur_words
  string join " " -- (string match -v -- "-*" (commandline -opc)[2..])
end
${places.map(({ words, next }) => `complete -c excalibur -n 'test (__excalibur_words) = "${words}"' -f -a '${next.join(" ")}'`).join("\n")}
`,
};
