import { expect, it } from "vitest";
import { deleteUnavailable, pauseUnavailable, revokeUnavailable, rotateUnavailable } from "./key-availability.ts";

it.each([
  ["active", { rotate: true, pause: true, revoke: true, delete: false }],
  ["expired", { rotate: false, pause: false, revoke: true, delete: false }],
  ["revoked", { rotate: false, pause: false, revoke: false, delete: true }],
] as const)("opens to an %s key what the server would allow, and says why not for the rest", (status, open) => {
  expect(rotateUnavailable({ status, replacedByKeyId: null }) === undefined).toBe(open.rotate);
  expect(pauseUnavailable({ status }) === undefined).toBe(open.pause);
  expect(revokeUnavailable({ status }) === undefined).toBe(open.revoke);
  expect(deleteUnavailable({ status }) === undefined).toBe(open.delete);
});

it("opens no second rotation of a key that has a successor", () => {
  expect(rotateUnavailable({ status: "active", replacedByKeyId: "key_2" })).toMatch(/successor/);
});
