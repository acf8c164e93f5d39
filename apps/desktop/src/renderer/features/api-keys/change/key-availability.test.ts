import { expect, it } from "vitest";
import { deleteUnavailable, revokeUnavailable, rotateUnavailable } from "./key-availability.ts";

it.each([
  ["active", { rotate: true, revoke: true, delete: false }],
  ["expired", { rotate: false, revoke: true, delete: false }],
  ["revoked", { rotate: false, revoke: false, delete: true }],
] as const)("opens to an %s key what the server would allow, and says why not for the rest", (status, open) => {
  expect(rotateUnavailable({ status, replacedByKeyId: null }) === undefined).toBe(open.rotate);
  expect(revokeUnavailable({ status }) === undefined).toBe(open.revoke);
  expect(deleteUnavailable({ status }) === undefined).toBe(open.delete);
});

it("opens no second rotation of a key that has a successor", () => {
  expect(rotateUnavailable({ status: "active", replacedByKeyId: "key_2" })).toMatch(/successor/);
});
