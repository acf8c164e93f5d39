import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const renderer = fileURLToPath(new URL("./", import.meta.url));
const readme = readFileSync(fileURLToPath(new URL("../../../../README.md", import.meta.url)), "utf8");

/** Everything that the app's sources hold, tests aside. */
const sources = readdirSync(renderer, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(renderer + path, "utf8"))
  .join("\n");

const [, walk = ""] = /## Two minutes[^\n]*\n(.*?)\n## /s.exec(readme) ?? [];
const named = [...new Set([...walk.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, words = ""]) => words))];

it("finds words of the screen in the README's walk", () => {
  expect(named).toEqual(expect.arrayContaining(["API keys", "Create", "Copy key", "Used by", "Rotate…"]));
});

it.each(named)("has %s on the screen as the README has it", (words) => {
  const literal = words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  // A whole text: between tags, between quotes, or on a line of its own.
  expect(sources).toMatch(new RegExp(String.raw`(?:[>"]|^\s*)${literal}(?:["<]|\s*$)`, "m"));
});
