import { expect } from "vitest";
import { documentedBlocks } from "./documented-commands.ts";
import { RUN } from "./documented-runs.ts";

const BLOCKS = documentedBlocks();
const taken = new Set<string>();

/**
 * A block of a page, to be run.
 * @param begins what its first line begins with.
 * @param replacements what stands in it for something that only the reader knows: addresses, and names in capitals.
 */
export function takeBlock(page: string, begins: string, replacements: Readonly<Record<string, string>> = {}): string {
  const found = BLOCKS.filter((block) => block.page === page && block.text.startsWith(begins));
  expect([begins, found.length]).toEqual([begins, 1]);
  const { id, text } = found[0]!;
  taken.add(id);
  return Object.entries(replacements).reduce((before, [what, by]) => {
    expect(before).toContain(what);
    return before.replaceAll(what, by);
  }, text);
}

/** A block that reads a secret from the terminal, with what is typed. */
export function typing(words: string, text: string): string {
  return `printf '%s\\n' '${words}' | {\n${text}\n}`;
}

/** The blocks that a file is said to run, and has not. */
export function notTaken(file: string): string[] {
  return Object.keys(RUN).filter((id) => RUN[id] === file && !taken.has(id));
}
