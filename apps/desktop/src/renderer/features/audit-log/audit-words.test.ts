import { AUDIT_ACTIONS, AUDIT_CAUSES, AUDIT_TARGET_KINDS } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { ACTION_GROUPS, actionWords, detailInShort, KIND_WORDS, targetWords } from "./audit-words.ts";

it("has words for every action, each offered once, and for every kind of target", () => {
  const offered = Object.values(ACTION_GROUPS).flatMap((actions) => Object.keys(actions));
  expect(offered.toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
  for (const action of AUDIT_ACTIONS) expect(actionWords(action)).not.toBe(action);
  for (const kind of AUDIT_TARGET_KINDS) expect(KIND_WORDS).toHaveProperty(kind);
  for (const cause of AUDIT_CAUSES) expect(detailInShort({ details: { cause } })).toMatch(/^[a-z' ]+ [a-z' ]+$/);
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

it("calls a session by its browser, not by what that calls itself", () => {
  const name = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
  expect(targetWords({ kind: "session", id: "ses_1", name })).toBe("Chrome on Linux");
  expect(targetWords({ kind: "api_key", id: "key_1", name: "prod" })).toBe("prod");
});
