import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));

/** A block of shell commands as a page shows it. */
export interface DocumentedBlock {
  readonly page: string;
  readonly line: number;
  /** Without the indentation that it has in a list. */
  readonly text: string;
  /** Page and first line: how a test names the block. */
  readonly id: string;
}

/** Every page that people read: the top folder's, those below `docs/`, and the packages'. */
export function documentedPages(): string[] {
  const below = (folder: string) =>
    readdirSync(REPOSITORY + folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`);
  const packages = readdirSync(`${REPOSITORY}packages`).flatMap((name) => [`packages/${name}/README.md`]);
  const top = readdirSync(REPOSITORY).filter((file) => file !== "CHANGELOG.md");
  const found = [...top, ...below("docs"), ...below("deploy"), ...packages].filter((file) => file.endsWith(".md"));
  return found.filter((file) => isThere(file)).toSorted();
}

function isThere(file: string): boolean {
  try {
    readFileSync(REPOSITORY + file);
    return true;
  } catch {
    return false;
  }
}

export function readPage(page: string): string {
  return readFileSync(REPOSITORY + page, "utf8");
}

/** The fenced blocks of a text that are for a shell. */
export function shellBlocks(page: string, text: string): DocumentedBlock[] {
  return [...text.matchAll(/^( *)```(?:sh|bash|shell|console)\n([^]*?)^ *```$/gm)].map((match) => {
    const [, indent = "", body = ""] = match;
    const block = body.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const line = text.slice(0, match.index).split("\n").length + 1;
    return { page, line, text: block, id: `${page}: ${block.split("\n")[0]?.trim() ?? ""}` };
  });
}

export function documentedBlocks(): DocumentedBlock[] {
  return documentedPages().flatMap((page) => shellBlocks(page, readPage(page)));
}

const PROGRAMS = "npm|node|excalibur|excalibur-executor|kubectl|helm|systemctl|git|pg_dump|read|sudo";

/** Commands within sentences and tables: what stands in backquotes, begins with a program and has at least one word more. */
export function inlineCommands(page: string, text: string): string[] {
  const found = [...text.matchAll(new RegExp(`\`((?:${PROGRAMS}) [^\`\n]+)\``, "g"))].map(
    ([, command = ""]) => command,
  );
  // A table's cell can't hold the bar of a pipe otherwise.
  return found.map((command) => command.replaceAll("\\|", "|"));
}
