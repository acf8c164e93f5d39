import { expect, test } from "vitest";
import { foldCode } from "./fold-code.ts";

test.each(["7M4QK-X92ZD", "7m4qkx92zd", " 7m4qk - x92zd ", "7M4QK–X92ZD", "7M4QK\u00a0X92ZD", "7M4QK\u200bX92ZD"])(
  "%j is read as the same code",
  (typed) => {
    expect(foldCode(typed)).toBe("7M4QKX92ZD");
  },
);

test("letters that look like digits are read as those digits, and nothing else is", () => {
  expect(foldCode("oOiIlL")).toBe("001111");
  expect(foldCode("SZ58")).toBe("SZ58");
});
