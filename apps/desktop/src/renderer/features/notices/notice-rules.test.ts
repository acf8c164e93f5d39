import type { ApiKeyView, AuditView, EventView, OverviewView } from "@excalibur/api/contract";
import { describe, expect, it } from "vitest";
import { expiryNotice, eventNotice, problemCount, revocationNotice } from "./notice-rules.ts";

const now = new Date("2026-06-15T12:00:00Z");
const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;
const testKey = (facts: Partial<ApiKeyView> = {}): ApiKeyView => ({
  id: "key_1",
  name: "prod",
  hint: "exc_a1B2",
  note: "",
  labels: {},
  owner: null,
  status: "active",
  createdAt: new Date(0),
  createdBy: null,
  expiresAt: null,
  effectiveExpiresAt: null,
  retiresAt: null,
  retiresWhenMoved: false,
  unusedEndsAt: null,
  renewing: 0,
  unused: null,
  renewedAt: null,
  lastUsedAt: null,
  revokedAt: null,
  pausedUntil: null,
  revokedReason: null,
  target: { kind: "newExecutor" },
  usedBy: { total: 0, executors: [] },
  replacesKeyId: null,
  lastRefusal: null,
  replacedByKeyId: null,
  ...facts,
});
const fromNow = (ms: number) => new Date(now.getTime() + ms);

describe("an executor", () => {
  const event = (type: EventView["type"]): EventView => ({
    id: "evt_1",
    type,
    level: "info",
    at: now,
    executor: { id: "exe_1", name: "prod-1" },
    keyId: null,
    details: {},
  });

  it("has a notice each time it goes offline", () => {
    expect(eventNotice(event("executor.disconnected"))).toEqual({
      kind: "executorOffline",
      id: "evt_1",
      name: "prod-1",
      path: "/executors/exe_1",
    });
  });

  it("is told of when an enrolment code was used twice, and leads to the key that the first host has made", () => {
    const lockedOut = { kind: "executorLockedOut", id: "evt_1", name: "prod-1", path: "/executors" };
    expect(eventNotice(event("executor.locked_out"))).toEqual(lockedOut);
    const reused = { ...event("executor.code_reused"), keyId: "key_1" };
    const notice = { kind: "codeReused", id: "evt_1", name: "prod-1" };
    expect(eventNotice(reused)).toEqual({ ...notice, path: "/keys/key_1" });
    expect(eventNotice({ ...reused, keyId: null })).toEqual({ ...notice, path: "/events" });
  });

  it.each([
    "executor.connected",
    "executor.reconnected",
    "executor.rebound",
    "executor.duplicated",
    "executor.deleted",
  ] as const)("has no notice for %s", (type) => {
    expect(eventNotice(event(type))).toBeNull();
  });
});

describe("a key", () => {
  it.each([
    ["in more than a week", 30 * DAY, 7 * DAY + 1, null],
    ["in exactly a week", 30 * DAY, 7 * DAY, 7],
    ["in two days", 30 * DAY, 2 * DAY, 7],
    ["in exactly a day", 30 * DAY, DAY, 1],
    ["in a moment", 30 * DAY, 1, 1],
    ["now", 30 * DAY, 0, null],
    ["in a week, made for a week", 7 * DAY, 7 * DAY - HOUR, null],
    ["in an hour, made for a week", 7 * DAY, HOUR, 1],
    ["in an hour, made for a day", DAY, HOUR, null],
  ])("that expires %s", (_when, livesMs, leftMs, withinDays) => {
    const key = testKey({ createdAt: fromNow(leftMs - livesMs), effectiveExpiresAt: fromNow(leftMs) });
    const notice = expiryNotice(key, now);
    expect(notice?.kind === "keyExpiring" ? notice.withinDays : null).toBe(withinDays);
  });

  it("has one notice for the week and one for the day", () => {
    const expiring = (leftMs: number) => testKey({ effectiveExpiresAt: fromNow(leftMs) });
    const ids = [6 * DAY, 2 * DAY, 20 * HOUR, HOUR].map((leftMs) => expiryNotice(expiring(leftMs), now)?.id);
    expect(ids).toEqual(["key_1:7d", "key_1:7d", "key_1:1d", "key_1:1d"]);
  });

  it.each([
    ["never expires", testKey()],
    ["is revoked already", testKey({ status: "revoked", effectiveExpiresAt: fromNow(HOUR) })],
    ["has expired already", testKey({ status: "expired", effectiveExpiresAt: fromNow(-HOUR) })],
  ])("that %s has no notice of its expiry", (_what, key) => {
    expect(expiryNotice(key, now)).toBeNull();
  });

  const revoked = (actorId: string | null, action = "api_key.revoked"): AuditView => ({
    id: "aud_1",
    sequence: 1,
    at: now,
    actor: { kind: "user", id: actorId, name: "Ada", email: null, role: "owner" },
    action,
    target: { kind: "api_key", id: "key_1", name: "prod" },
    details: {},
    sourceAddress: null,
    hash: "",
  });

  it("has a notice when another user, or the system, revokes it", () => {
    const notice = { kind: "keyRevoked", id: "key_1:revoked", name: "prod", path: "/keys/key_1" };
    expect(revocationNotice(revoked("usr_2"), "usr_1")).toEqual(notice);
    expect(revocationNotice(revoked(null), "usr_1")).toEqual(notice);
  });

  it("has no notice when the user revoked it, or for another action", () => {
    expect(revocationNotice(revoked("usr_1"), "usr_1")).toBeNull();
    expect(revocationNotice(revoked("usr_2", "api_key.created"), "usr_1")).toBeNull();
  });
});

it("counts what needs attention: executors duplicated, refused or offline, keys that expire, refused keys still presented", () => {
  const none = { items: [], total: 0 };
  const overview: OverviewView = {
    serverTime: now,
    keys: { active: 5, expired: 1, revoked: 1 },
    executors: { online: 1, duplicated: 4, refused: 5, offline: 3 },
    offline: { items: [], total: 3 },
    refusedExecutors: { items: [], total: 5 },
    expiring: { items: [], total: 40, days: [] },
    duplicated: { items: [], total: 4 },
    neverUsed: { items: [], total: 100 },
    shared: none,
    refused: { items: [], total: 1 },
    series: [],
  };
  expect(problemCount(overview)).toBe(4 + 5 + 3 + 40 + 1);
});
