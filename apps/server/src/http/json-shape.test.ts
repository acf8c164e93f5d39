import { describe, expect, test } from "vitest";
import { isJsonWithin } from "./json-shape.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("JSON text before it is parsed", () => {
  test.each([
    ["as deep as may be", nested(64), true],
    ["one level deeper", nested(65), false],
    ["objects one level deeper", `${'{"a":'.repeat(65)}1${"}".repeat(65)}`, false],
    ["deep and cut off", "[".repeat(65), false],
    ["side by side, not deep", `[${Array.from({ length: 50 }, () => "[[]]").join(",")}]`, true],
    ["as many values as may be", `[${Array.from({ length: 199 }, () => 1).join(",")}]`, true],
    ["more values", `[${Array.from({ length: 201 }, () => 1).join(",")}]`, false],
    ["more empty lists, without a comma between the brackets", "[]".repeat(201), false],
    ["brackets and commas inside a text", JSON.stringify(`${"[".repeat(300)}${",".repeat(300)}`), true],
    ["an escaped quote before brackets in a text", `"\\"${"[".repeat(300)}"`, true],
    ["an escaped backslash that ends a text before brackets", `"\\\\"${"[".repeat(300)}`, false],
    ["something that is no JSON", "plain words", true],
    ["nothing", "", true],
  ])("%s", (_what, text, isWithin) => {
    expect(isJsonWithin(text, 200)).toBe(isWithin);
  });
});
