import { expect, it } from "vitest";
import {
  deleteUnavailable,
  pauseUnavailable,
  renewUnavailable,
  revokeUnavailable,
  rotateUnavailable,
} from "./key-availability.ts";

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

it("opens a renewal where the server would ask the executors, and says why not elsewhere", () => {
  const usedBy = { total: 1, executors: [] };
  const key = { status: "active", unused: null, replacedByKeyId: null, usedBy } as const;
  expect(renewUnavailable(key)).toBeUndefined();
  expect(renewUnavailable({ ...key, status: "expired" })).toMatch(/expired/);
  expect(renewUnavailable({ ...key, status: "revoked" })).toMatch(/revoked/);
  expect(renewUnavailable({ ...key, replacedByKeyId: "key_2" })).toMatch(/successor/);
  expect(renewUnavailable({ ...key, unused: { executorName: "web-1", until: new Date(0) } })).toMatch(/not used yet/);
  expect(renewUnavailable({ ...key, usedBy: { ...usedBy, total: 0 } })).toMatch(/No executor/);
});
