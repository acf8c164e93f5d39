import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findRefusedWords, refusedWords } from "./check-words.mjs";

test("source, tests and documentation use plain words", () => {
  expect(findRefusedWords(fileURLToPath(new URL("../", import.meta.url)))).toEqual([]);
});

test.each([
  ["Whoever holds the link joins.", "Whoever"],
  ['const NOBODY = "nobody@example.com";', "NOBODY", "nobody"],
  ["waited in vain", "in vain"],
  ["const asNobody = whatever;", "Nobody", "whatever"],
  ["<WhenCell row={row} />", undefined],
  ["The caller holds the link, wherefore it joins.", undefined],
])("of %j it names the refused words", (text, ...words) => {
  expect(refusedWords(text).map(({ word }) => word)).toEqual(words.filter((word) => word !== undefined));
});

test("it names the line", () => {
  expect(refusedWords("one\ntwo\nsomebody else")).toEqual([{ word: "somebody", line: 3 }]);
});
