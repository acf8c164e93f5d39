import type { EventView } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { boundKeyHistory } from "./bound-keys.ts";

const at = (minute: number) => new Date(minute * 60_000);
const event = (
  type: EventView["type"],
  minute: number,
  keyId: string | null,
  details: EventView["details"] = {},
): EventView => ({
  id: `evt_${minute}`,
  type,
  level: "info",
  at: at(minute),
  executor: { id: "exe_1", name: "prod-1" },
  keyId,
  details,
});
const moved = (minute: number, keyId: string, previousKeyId: string, previousKey: string) =>
  event("executor.rebound", minute, keyId, { previousKeyId, previousKey });

it("tells each key an executor was bound to, from when until when, the latest first", () => {
  const events = [
    moved(9, "c", "b", "keptSharedWithOthers"),
    event("executor.connected", 1, "a"),
    moved(5, "b", "a", "revoke"),
  ];
  expect(boundKeyHistory(events)).toEqual([
    { keyId: "c", from: at(9), until: null, fate: null },
    { keyId: "b", from: at(5), until: at(9), fate: "keptSharedWithOthers" },
    { keyId: "a", from: at(1), until: at(5), fate: "revoked" },
  ]);
});

it("knows the key before the oldest move that is kept, but not since when it was bound", () => {
  expect(boundKeyHistory([moved(5, "b", "a", "notAsked")])).toEqual([
    { keyId: "b", from: at(5), until: null, fate: null },
    { keyId: "a", from: null, until: at(5), fate: "kept" },
  ]);
});

it("takes nothing from what else happens to an executor", () => {
  expect(boundKeyHistory([event("executor.disconnected", 3, "a"), event("executor.reconnected", 4, "a")])).toEqual([]);
});
