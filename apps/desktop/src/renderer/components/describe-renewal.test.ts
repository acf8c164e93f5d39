import type { ExecutorView } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { describeRenewal } from "./describe-renewal.ts";

const at = new Date("2026-06-01T00:00:00Z");
const asked = { askedFrom: at, cannotRenew: null, contestedAt: null };
const next = { id: "key_2", name: "prod 260601", unusedUntil: at };

it.each<[string, Pick<ExecutorView, "renewal" | "pendingKey">, RegExp | null]>([
  ["nothing is asked for", { renewal: null, pendingKey: null }, null],
  ["a person has made another key for it", { renewal: null, pendingKey: { ...next, unusedUntil: null } }, null],
  ["it is asked", { renewal: asked, pendingKey: null }, /told to renew/i],
  [
    "the policy asks, and it can't",
    { renewal: { ...asked, askedFrom: null, cannotRenew: "disk_full" }, pendingKey: null },
    /disk is full/,
  ],
  ["it has a successor", { renewal: asked, pendingKey: next }, /not used yet/],
  ["another secret was offered", { renewal: { ...asked, contestedAt: at }, pendingKey: next }, /second secret/],
])("says where a renewal stands when %s", (_when, executor, words) => {
  const described = describeRenewal(executor);
  if (words === null) expect(described).toBeNull();
  else expect(described?.text).toMatch(words);
});
