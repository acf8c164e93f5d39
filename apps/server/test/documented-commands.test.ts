import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runProgram } from "../../../packages/cli/src/program.ts";
import { readCommandLine } from "../../../packages/executor/src/command/command-line.ts";
import {
  documentedBlocks,
  documentedPages,
  inlineCommands,
  readPage,
  REPOSITORY,
} from "./harness/documented-commands.ts";
import { NOT_RUN, RUN, RUN_ELSEWHERE } from "./harness/documented-runs.ts";

const BLOCKS = documentedBlocks();
const INLINE = documentedPages().flatMap((page) => inlineCommands(page, readPage(page)));

/** Throws what bash says of a text that it can't read. */
function parseByBash(text: string): void {
  execFileSync("bash", ["-n"], { input: text, stdio: ["pipe", "ignore", "pipe"] });
}

const filesIn = (text: string) =>
  [...text.matchAll(/(?:^|\s|=)((?:deploy|apps|packages|prisma|scripts)\/[\w@./-]+)/g)].map(([, path = ""]) => path);

/** What is built, not kept. */
const isBuilt = (path: string) => path.includes("/dist/") || path.includes("/generated");

/** Each command of a line, without what follows `|`, `&&` and `<`. */
const commandsIn = (text: string, program: string) =>
  text
    .replaceAll("\\\n", " ")
    .split(/\n|&&|\||;|<|#/)
    .map((command) => command.trim().split(/\s+/))
    .filter(([word]) => word === program)
    .map(([, ...words]) => words);

const { scripts } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, "utf8")) as {
  scripts: Record<string, string>;
};

function mistakeOfNpm([verb = "", ...rest]: readonly string[]): string | null {
  const own = ["start", "test"];
  if (verb === "ci" || own.includes(verb)) return null;
  const [task = "", dashes, argument = ""] = rest;
  if (verb !== "run" || !(task in scripts)) return `there is no npm run ${task}`;
  if (task !== "bench" || dashes === undefined || argument === "all") return null;
  const names = readFileSync(`${REPOSITORY}bench/run.ts`, "utf8");
  return new RegExp(`^ {2}"?${argument}"?: \\{|name === "${argument}"`, "m").test(names)
    ? null
    : `there is no benchmark ${argument}`;
}

/** @returns the flags that the command's own help does not know. */
async function unknownFlags(words: readonly string[]): Promise<string[]> {
  let help = "";
  const verbs = words.slice(0, words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith("-")) >>> 0);
  const streams = { out: (text: string) => void (help += text), err: (text: string) => void (help += text) };
  expect([words, await runProgram([...verbs.slice(0, 2), "--help"], {}, streams)]).toEqual([words, 0]);
  return words.filter((word) => word.startsWith("--")).filter((flag) => !help.includes(flag) && flag !== "--json");
}

describe("commands of the pages", () => {
  test("every block is run by the endurance tests, or is on the list of those that can't be, with a reason", () => {
    expect(BLOCKS.length).toBeGreaterThan(15);
    const listed = [...Object.keys(RUN), ...Object.keys(RUN_ELSEWHERE), ...Object.keys(NOT_RUN)];
    expect(BLOCKS.map(({ id }) => id).toSorted()).toEqual(listed.toSorted());
    for (const file of new Set(Object.values(RUN))) {
      const test = readFileSync(new URL(`${file}.endurance.test.ts`, import.meta.url), "utf8");
      expect(test).toContain(`expect(notTaken("${file}")).toEqual([]);`);
    }
    for (const [id, file] of Object.entries(RUN_ELSEWHERE)) {
      const [page = "", begins = ""] = id.split(": ");
      const test = readFileSync(new URL(file, import.meta.url), "utf8");
      expect(test).toContain(`takeBlock("${page}", "${begins.split(" ").slice(0, 3).join(" ")}`);
    }
    for (const reason of Object.values(NOT_RUN)) expect(reason).toMatch(/^needs \w+/);
  });

  test("every command stands in a fenced block with its language, where tests find it", () => {
    const looksLikeCode = documentedPages().flatMap((page) =>
      [...readPage(page).matchAll(/\n\n {4}(?! *(?:[-*\d|]|```))[a-z].*/g)].map(([text]) => `${page}: ${text.trim()}`),
    );
    expect(looksLikeCode).toEqual([]);
    const command =
      /(?:^|\n\n) *```\n(?:npm|node|excalibur|excalibur-executor|curl|sudo|kubectl|helm|systemctl|git|docker) /;
    const nameless = documentedPages().filter((page) => command.test(readPage(page)));
    expect(nameless).toEqual([]);
  });

  test("bash can read each of them", () => {
    for (const { text } of BLOCKS) parseByBash(text);
    parseByBash(INLINE.map((command) => command.replaceAll(/<(\w+)>/g, "$1")).join("\n"));
    expect(() => parseByBash("if true; then")).toThrow("syntax error");
  });

  test("each file of the repository that they name is there", () => {
    const paths = [...BLOCKS.map(({ text }) => text), ...INLINE].flatMap(filesIn).filter((path) => !isBuilt(path));
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(REPOSITORY + path))).toEqual([]);
  });

  test("each npm task and benchmark that they name exists", () => {
    const words = [...BLOCKS.map(({ text }) => text), ...INLINE].flatMap((text) => commandsIn(text, "npm"));
    expect(words.length).toBeGreaterThan(30);
    expect(words.map(mistakeOfNpm).filter((mistake) => mistake !== null)).toEqual([]);
    expect(mistakeOfNpm(["run", "bench", "--", "nothing"])).toBe("there is no benchmark nothing");
  });

  test("excalibur and excalibur-executor know every command and flag that they are given", async () => {
    const texts = [...BLOCKS.map(({ text }) => text), ...INLINE];
    const own = texts.flatMap((text) => commandsIn(text, "excalibur"));
    expect(own.length).toBeGreaterThan(3);
    for (const words of own) expect([words, await unknownFlags(words)]).toEqual([words, []]);
    const executors = texts.flatMap((text) => commandsIn(text, "excalibur-executor"));
    expect(executors.length).toBeGreaterThan(5);
    for (const words of executors) expect([words, readCommandLine(words).kind]).not.toEqual([words, "wrong"]);
  });

  test("every option of the page about excalibur is one that some command of it knows", async () => {
    const streams = (read: string[]) => ({ out: (text: string) => void read.push(text), err: () => {} });
    const named = [...readPage("docs/command-line.md").matchAll(/--[a-z][a-z-]+/g)].map(([flag]) => flag);
    const script: string[] = [];
    await runProgram(["completion", "bash"], {}, streams(script));
    expect(named.length).toBeGreaterThan(15);
    const known = (flag: string) => script.join("").includes(flag);
    expect(named.filter((flag) => !known(flag))).toEqual([]);
  });
});
