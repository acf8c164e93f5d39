import { Argument, type Command } from "commander";
import { completionScripts, SHELLS, type Place, type Shell } from "../completion-scripts.ts";
import type { Context } from "../context.ts";

/** `excalibur completion SHELL` */
export function addCompletionCommand(program: Command, { output }: Context): void {
  program
    .command("completion")
    .description("write a script that completes commands, options and their values")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .action((shell: Shell) => output().out(completionScripts[shell](placesOf(program))));
}

function placesOf(command: Command, words: readonly string[] = []): Place[] {
  const { options, commands, registeredArguments } = command;
  const choices = registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const names = options.flatMap(({ short, long }) => [
    ...(words.length > 0 && short ? [short] : []),
    ...(long ? [long] : []),
  ]);
  const place = {
    words: words.join(" "),
    next: [...commands.map((each) => each.name()), ...choices, ...names, "--help"],
    takesFiles: registeredArguments.some((argument) => argument.name() === "files"),
    valued: options
      .filter(({ required }) => required)
      .map(({ short, long, argChoices }) => ({
        names: [short, long].filter((name) => name !== undefined),
        choices: argChoices ?? [],
      })),
  };
  return [place, ...commands.flatMap((each) => placesOf(each, [...words, each.name()]))];
}
