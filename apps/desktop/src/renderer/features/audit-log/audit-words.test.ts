import { AUDIT_ACTIONS, AUDIT_TARGET_KINDS } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { ACTION_GROUPS, actionWords, detailInShort, detailName, detailValue, KIND_WORDS } from "./audit-words.ts";

it("has words for every action, each offered once, and for every kind of target", () => {
  const offered = Object.values(ACTION_GROUPS).flatMap((actions) => Object.keys(actions));
  expect(offered.toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
  for (const action of AUDIT_ACTIONS) expect(actionWords(action)).not.toBe(action);
  for (const kind of AUDIT_TARGET_KINDS) expect(KIND_WORDS).toHaveProperty(kind);
});

it("shows an action that is none of ours as it stands", () => {
  expect(actionWords("toString")).toBe("toString");
  expect(actionWords("api_key.polished")).toBe("api_key.polished");
});

it.each([
  [{ cause: "rotation", replacedByKeyId: "key_2" }, "replaced by rotation"],
  [{ cause: "boredom" }, "boredom"],
  [{ from: "member", to: "admin" }, "member → admin"],
  [{ role: "admin" }, "as admin"],
  [{ expiresAt: null }, null],
])("puts %j in short", (details, words) => {
  expect(detailInShort({ details })).toBe(words);
});

it("writes details as people do", () => {
  expect(detailName("replacedByKeyId")).toBe("Replaced by key id");
  expect(detailName("slug")).toBe("Slug");
  expect([null, "", true, 3, "x", { a: 1 }].map(detailValue)).toEqual(["none", "none", "yes", "3", "x", '{"a":1}']);
});
