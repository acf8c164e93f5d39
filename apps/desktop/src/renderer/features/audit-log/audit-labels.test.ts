import { AUDIT_ACTIONS, AUDIT_CAUSES, AUDIT_TARGET_KINDS } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { ACTION_GROUPS, actionLabel, detailInShort, KIND_LABELS, describeTarget } from "./audit-labels.ts";

it("has words for every action, each offered once, and for every kind of target", () => {
  const offered = Object.values(ACTION_GROUPS).flatMap((actions) => Object.keys(actions));
  expect(offered.toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
  for (const action of AUDIT_ACTIONS) expect(actionLabel(action)).not.toBe(action);
  for (const kind of AUDIT_TARGET_KINDS) expect(KIND_LABELS).toHaveProperty(kind);
  for (const cause of AUDIT_CAUSES) expect(detailInShort({ details: { cause } })).toMatch(/^[a-z' ]+ [a-z' ]+$/);
});

it("shows an action that is none of ours as it stands", () => {
  expect(actionLabel("toString")).toBe("toString");
  expect(actionLabel("api_key.polished")).toBe("api_key.polished");
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
  expect(describeTarget({ kind: "session", id: "ses_1", name })).toBe("Chrome on Linux");
  expect(describeTarget({ kind: "api_key", id: "key_1", name: "prod" })).toBe("prod");
});
