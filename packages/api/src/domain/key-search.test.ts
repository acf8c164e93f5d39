import { expect, test } from "vitest";
import { keySearches } from "./key-search.ts";

test.each([
  ["Ärger", { textHas: "ärger", idHas: null, hintBegins: null }],
  ["Prod-1", { textHas: "prod-1", idHas: null, hintBegins: null }],
  ["key_01M8…xnp2", { textHas: "key_01m8…xnp2", idHas: "key_01m8", idEnds: "xnp2", hintBegins: null }],
  ["key_01m8...XNP2", { textHas: "key_01m8...xnp2", idHas: "key_01m8", idEnds: "xnp2", hintBegins: null }],
  ["EU_1", { textHas: "eu_1", idHas: "eu_1", hintBegins: null }],
  ["key_01JX9", { textHas: "key_01jx9", idHas: "key_01jx9", hintBegins: null }],
  ["ex", { textHas: "ex", idHas: "ex", hintBegins: "ex" }],
  ["exc_", { textHas: "exc_", idHas: "exc_", hintBegins: "exc_" }],
  ["exc_a1B2", { textHas: "exc_a1b2", idHas: "exc_a1b2", hintBegins: "exc_a1B2" }],
  ["exc_a1B2c", { textHas: "exc_a1b2c", idHas: "exc_a1b2c", hintBegins: null }],
  ["a1B2", { textHas: "a1b2", idHas: "a1b2", hintBegins: null }],
  ["EXC_a1B2", { textHas: "exc_a1b2", idHas: "exc_a1b2", hintBegins: null }],
])("%s is looked for where it can be", (text, expected) => {
  expect(keySearches(text)).toEqual([{ idEnds: null, ...expected }]);
});

test("each word of a text is looked for, once", () => {
  const words = (text: string) => keySearches(text).map(({ textHas }) => textHas);
  expect(words("  prod\u00a0 Payments prod ")).toEqual(["prod", "payments"]);
  expect(words("a b c d e f g h i j k l")).toHaveLength(10);
});
