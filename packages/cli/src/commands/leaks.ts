import { readFile } from "node:fs/promises";
import { findSecrets } from "@excalibur/api/find-secrets";
import { hintOf } from "@excalibur/api/key-secret";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { writeJson } from "../output.ts";

/** A whole key in a file. Only its hint is ever shown. */
interface Leak {
  readonly file: string;
  readonly line: number;
  readonly hint: string;
}

/** `excalibur leaks FILE…`: asks no server, and so needs no management key. */
export function addLeaksCommand(program: Command, { output }: Context): void {
  program
    .command("leaks <files...>")
    .description("look for API keys and management keys in files; ends with 1 when there are any")
    .action(async (files: string[]) => {
      const found = (await Promise.all(files.map(leaksIn))).flat();
      const to = output();
      if (to.isJson) writeJson(to, found);
      else for (const { file, line, hint } of found) to.out(`${file}:${line}: ${hint}…\n`);
      if (found.length > 0)
        throw new CommandFailure(EXIT.no, `${found.length} found. Revoke them: who read them can use them.`);
    });
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EISDIR: "is a folder. Name its files, for example with find -type f -exec",
  EACCES: "may not be read by you",
};

async function leaksIn(file: string): Promise<Leak[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new CommandFailure(EXIT.notFound, `${file} ${PROBLEMS[code] ?? `can't be read (${code})`}.`);
  });
  const lines = text.split("\n");
  return findSecrets(text).map((secret) => ({ file, line: lineOf(secret, lines), hint: hintOf(secret) }));
}

/** The line with which a secret is whole: the first that with all before it holds it. */
function lineOf(secret: string, lines: readonly string[]): number {
  let [without, within] = [0, lines.length];
  while (within - without > 1) {
    const half = Math.floor((without + within) / 2);
    if (findSecrets(lines.slice(0, half).join("\n")).includes(secret)) within = half;
    else without = half;
  }
  return within;
}
