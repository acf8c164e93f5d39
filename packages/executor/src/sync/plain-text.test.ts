import { expect, test } from "vitest";
import { FIRST_KEY } from "../../test/keys.ts";
import { plainText, withoutSecrets } from "./plain-text.ts";

test("no key leaves in words from elsewhere, whole or in part", () => {
  expect(plainText(`bad token ${FIRST_KEY}!`)).toBe("bad token exc_…!");
  expect(withoutSecrets(`a${FIRST_KEY.slice(0, 20)} b${FIRST_KEY}${FIRST_KEY}`)).not.toContain(FIRST_KEY.slice(4, 20));
});

test("words from elsewhere stay on one line, without control characters, and short", () => {
  expect(plainText("one\n\u001B[31mtwo\u0000\u202E three\r\n")).toBe("one [31mtwo three");
  expect(plainText("x".repeat(10_000))?.length).toBeLessThan(310);
});

test.each([[undefined], [null], [7], [{}], [""], [" \n\t"]])("%j is no words at all", (value) => {
  expect(plainText(value)).toBeNull();
});
