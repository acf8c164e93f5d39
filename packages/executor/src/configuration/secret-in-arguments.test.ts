import { expect, test } from "vitest";
import { FIRST_KEY } from "../../test/keys.ts";
import { secretInArguments } from "./secret-in-arguments.ts";

test.each([
  [["run", "--api-key", FIRST_KEY]],
  [["run", `--api-key=${FIRST_KEY}`]],
  [["run", "--api-key", "any-text"]],
  [["run", "--apikey=x"]],
  [["run", "--API_KEY", "x"]],
  [["run", "-key", "x"]],
  [["run", "--token", "x"]],
  [["run", "--secret=x"]],
  [["run", "--api-key-file", FIRST_KEY]],
  [["run", "--name", FIRST_KEY.slice(0, 30)]],
  [["key", "check", FIRST_KEY]],
])("a key on the command line is refused without repeating it: %#", (args) => {
  const words = secretInArguments(args);
  expect(words).toContain("--api-key-file PATH");
  expect(words).not.toContain(FIRST_KEY.slice(4, 20));
});

test("flags that hold no key pass", () => {
  expect(
    secretInArguments(["run", "--api-key-file", "/etc/key", "--name", "token", "--url", "https://x/key"]),
  ).toBeNull();
});
