import { expect, test } from "vitest";
import { SETTING_NAMES, SETTINGS, variableOf } from "../configuration/settings.ts";
import { readCommandLine } from "./command-line.ts";
import { helpText } from "./help.ts";

test("flags are read in both spellings, before and after the command", () => {
  expect(readCommandLine(["--name", "a", "run", "--url=https://x", "--exit-on-refusal"])).toEqual({
    kind: "run",
    flags: {
      settings: { name: "a", url: "https://x", "exit-on-refusal": "true" },
      config: undefined,
      printConfig: false,
    },
  });
});

test.each([
  [["key", "check"], "keyCheck"],
  [["check", "--print-config"], "check"],
  [["run", "--help"], "help"],
  [["-h"], "help"],
  [["--version"], "version"],
])("%j is understood", (args, kind) => {
  expect(readCommandLine(args).kind).toBe(kind);
});

test.each([
  [[], "A command is missing"],
  [["walk"], "no command 'walk'"],
  [["run", "fast"], "no command 'run fast'"],
  [["run", "--fast"], "'--fast'"],
  [["run", "--url"], "--url"],
  [["run", "--exit-on-refusal=1"], "--exit-on-refusal"],
  [["key", "check", "--name", "x"], "standard input"],
])("%j is refused with a sentence", (args, words) => {
  expect(readCommandLine(args)).toMatchObject({ kind: "wrong", problem: expect.stringContaining(words) });
});

test("the help names every setting with its variable", () => {
  const help = helpText();
  for (const name of SETTING_NAMES) {
    expect(help).toContain(`--${name}`);
    expect(help).toContain(variableOf(name));
    expect(help).toContain(SETTINGS[name].help);
  }
});
