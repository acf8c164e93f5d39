import { expect, test } from "vitest";
import { FIRST_KEY } from "../../test/keys.ts";
import { readToml } from "./read-toml.ts";

test("settings are read from TOML", () => {
  const text = 'url = "https://excalibur.example.com"\ntimeout = 5\nexit-on-refusal = true\n# a comment\n';
  expect(readToml(text)).toEqual({
    kind: "read",
    values: { url: "https://excalibur.example.com", timeout: "5", "exit-on-refusal": "true" },
  });
});

test.each([
  ["no TOML", "url = ", "not valid TOML"],
  ["an unknown setting", 'nmae = "x"', "no setting 'nmae'"],
  ["a list", "name = [1]", "'name' must be"],
  ["a table", "[url]\nhost = 1", "'url' must be"],
  ["the key itself", `api-key = "${FIRST_KEY}"`, "file of its own"],
  ["the key itself, broken", `api_key = "${FIRST_KEY}`, "not valid TOML"],
])("%s is refused with a sentence that quotes no key", (_, text, words) => {
  const reading = readToml(text);
  expect(reading).toMatchObject({ kind: "wrong", problems: [expect.stringContaining(words)] });
  expect(JSON.stringify(reading)).not.toContain(FIRST_KEY.slice(4, 20));
});
