import { expect, test } from "vitest";
import { FIRST_KEY, SECOND_KEY } from "../../test/keys.ts";
import { readKey } from "./key-problem.ts";

const last = FIRST_KEY.slice(-1) === "A" ? "B" : "A";

test.each([
  ["as it is", FIRST_KEY],
  ["with a newline at its end", `${FIRST_KEY}\n`],
  ["with spaces and newlines around it", ` \r\n\t${FIRST_KEY} \r\n\n`],
  ["with the byte order mark that some editors leave", `\uFEFF${FIRST_KEY}`],
])("a key is read %s", (_, text) => {
  expect(readKey(text)).toEqual({ kind: "key", secret: FIRST_KEY });
});

test.each([
  ["nothing", "", "empty"],
  ["white space", " \n ", "empty"],
  ["something else", "hunter2", "does not start with 'exc_'"],
  ["a key in quotes", `"${FIRST_KEY}"`, "other text around the key"],
  ["a line of an environment file", `EXCALIBUR_API_KEY=${FIRST_KEY}`, "other text around the key"],
  ["two keys", `${FIRST_KEY}\n${SECOND_KEY}`, "several lines"],
  ["a key that was cut short", FIRST_KEY.slice(0, 40), "it has 40 characters, an API key has 53: it was cut short"],
  ["a key with something added", `${FIRST_KEY}x`, "something was added"],
  ["a key with a character that no key has", FIRST_KEY.replace(/.$/, "-"), "character 53"],
  ["a key with a typing mistake", FIRST_KEY.slice(0, -1) + last, "checksum"],
  ["a key in UTF-16", Buffer.from(FIRST_KEY, "utf16le").toString("utf8"), "zero bytes"],
])("%s is distinguished from a key, without quoting it", (_, text, words) => {
  const reading = readKey(text);
  expect(reading).toMatchObject({ kind: "unusable", problem: expect.stringContaining(words) });
  expect(JSON.stringify(reading)).not.toContain(FIRST_KEY.slice(4, 20));
  expect(JSON.stringify(reading)).not.toContain("hunter2");
});
