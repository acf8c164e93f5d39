import { rotateKeyInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { ENDS_NOW, toOldKeyEnd, type OldKeyEndValues } from "./old-key-end.ts";

const now = new Date("2026-06-01T00:00:00Z");
const at = (hours: string): OldKeyEndValues => ({ kind: "at", hours });

it("ends the old key now, unless something else is chosen", () => {
  expect(toOldKeyEnd(ENDS_NOW, now)).toEqual({ kind: "now" });
  expect(toOldKeyEnd({ ...ENDS_NOW, kind: "whenMoved" }, now)).toEqual({ kind: "whenMoved" });
});

it.each([
  ["1", "2026-06-01T01:00:00Z"],
  [" 24 ", "2026-06-02T00:00:00Z"],
  ["168", "2026-06-08T00:00:00Z"],
])("makes of %s hours an instant that the server takes", (hours, instant) => {
  const oldKeyEnds = toOldKeyEnd(at(hours), now);
  expect(oldKeyEnds).toEqual({ kind: "at", at: new Date(instant) });
  expect(rotateKeyInput.safeParse({ id: "key_01hzzzzzzzzzzzzzzzzzzzzzzz", oldKeyEnds }).success).toBe(true);
});

it.each(["", "0", "-1", "1.5", "169", "soon", "1e2"])("takes no %s hours", (hours) => {
  expect(toOldKeyEnd(at(hours), now)).toBeNull();
});
