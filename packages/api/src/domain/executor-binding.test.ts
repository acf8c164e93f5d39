import { describe, expect, it } from "vitest";
import { bindingChange, fateOfPreviousKey, isAsRecorded, onlineSinceAfter } from "./executor-binding.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

describe("since when an executor is online", () => {
  const watchingSince = ago(60_000);
  const onlineSince = ago(50_000);
  const row = {
    kind: "agent",
    boundKeyId: "key_1",
    lastSeenAt: ago(5_000),
    disconnectedAt: null,
    refusedSince: null,
    onlineSince,
  };

  it.each([
    { what: "its first sync", found: null, since: now },
    { what: "one sync after the other", found: row, since: onlineSince },
    { what: "a silence", found: { ...row, lastSeenAt: ago(30_000) }, since: now },
    { what: "a silence that was noticed", found: { ...row, disconnectedAt: ago(1_000) }, since: now },
    { what: "a silence of the server's own", found: { ...row, lastSeenAt: ago(60_001) }, since: onlineSince },
    { what: "syncs from before it was kept", found: { ...row, onlineSince: null }, since: null },
  ])("after $what", ({ found, since }) => {
    expect(onlineSinceAfter(found, now, watchingSince)).toEqual(since);
  });
});

describe("what a good sync does to its executor's row", () => {
  const watchingSince = ago(60_000);
  const executor = {
    kind: "agent",
    boundKeyId: "key_1",
    lastSeenAt: ago(5_000),
    disconnectedAt: null,
    refusedSince: null,
  };
  const offline = { ...executor, lastSeenAt: ago(30_000) };

  it.each([
    { row: "there is none", found: null, change: { kind: "connect" } },
    { row: "it is bound and online", found: executor, change: { kind: "refresh" } },
    {
      row: "it is bound and just online",
      found: { ...executor, lastSeenAt: ago(29_999) },
      change: { kind: "refresh" },
    },
    { row: "it is bound and offline", found: offline, change: { kind: "reconnect" } },
    {
      row: "its silence was noticed",
      found: { ...executor, disconnectedAt: ago(1_000) },
      change: { kind: "reconnect" },
    },
    {
      row: "it was last seen before the server came up, which may be why",
      found: { ...executor, lastSeenAt: ago(60_001) },
      change: { kind: "refresh" },
    },
    {
      row: "it was last seen in the millisecond the server came up",
      found: { ...executor, lastSeenAt: watchingSince },
      change: { kind: "reconnect" },
    },
    {
      row: "its silence was noticed before the server came up",
      found: { ...executor, lastSeenAt: ago(90_000), disconnectedAt: ago(60_001) },
      change: { kind: "reconnect" },
    },
    {
      row: "it is bound to another key",
      found: { ...executor, boundKeyId: "key_0" },
      change: { kind: "rebind", previousKeyId: "key_0" },
    },
    {
      row: "it is bound to another key and offline",
      found: { ...offline, boundKeyId: "key_0" },
      change: { kind: "rebind", previousKeyId: "key_0" },
    },
    {
      row: "its key was deleted",
      found: { ...executor, boundKeyId: null },
      change: { kind: "rebind", previousKeyId: null },
    },
  ])("when $row: $change.kind", ({ found, change }) => {
    expect(bindingChange(found, "key_1", "agent", now, watchingSince)).toEqual(change);
  });

  it.each([
    { row: "bound to this key", found: executor },
    { row: "bound to another key", found: { ...executor, boundKeyId: "key_0" } },
    { row: "bound to no key", found: { ...executor, boundKeyId: null } },
    { row: "offline", found: offline },
  ])("of another kind, $row: refused with every key", ({ found }) => {
    expect(bindingChange(found, "key_1", "operator", now, watchingSince)).toEqual({
      kind: "refused",
      reason: "kind_mismatch",
    });
  });
});

describe("the key an executor has moved away from", () => {
  const asked = { targetExecutorName: "edge-1", revokePrevious: true };
  const noChoice = { targetExecutorName: "edge-1", revokePrevious: false };
  const forNewExecutor = { targetExecutorName: null, revokePrevious: true };
  const alone = { revokedAt: null, retiresWhenMoved: false, otherExecutors: 0 };
  const shared = { revokedAt: null, retiresWhenMoved: false, otherExecutors: 1 };
  const revoked = { revokedAt: ago(1), retiresWhenMoved: false, otherExecutors: 0 };

  it.each([
    { made: "with the option", credential: asked, left: "has no other executor", previous: alone, fate: "revoked" },
    { made: "with the option", credential: asked, left: "has others", previous: shared, fate: "keptBecauseShared" },
    { made: "with the option", credential: asked, left: "is revoked", previous: revoked, fate: "alreadyRevoked" },
    { made: "with the option", credential: asked, left: "was deleted", previous: null, fate: "alreadyRevoked" },
    {
      made: "with the option",
      credential: asked,
      left: "is revoked and has others",
      previous: { revokedAt: ago(1), retiresWhenMoved: false, otherExecutors: 3 },
      fate: "alreadyRevoked",
    },
    {
      made: "without the option",
      credential: noChoice,
      left: "has no other executor",
      previous: alone,
      fate: "keptByDefault",
    },
    { made: "without the option", credential: noChoice, left: "has others", previous: shared, fate: "keptByDefault" },
    { made: "without the option", credential: noChoice, left: "was deleted", previous: null, fate: "keptByDefault" },
    {
      made: "for a new executor",
      credential: forNewExecutor,
      left: "has no other executor",
      previous: alone,
      fate: "keptByDefault",
    },
    {
      made: "without the option",
      credential: noChoice,
      left: "was rotated to end with its last executor",
      previous: { ...alone, retiresWhenMoved: true },
      fate: "revoked",
    },
    {
      made: "for a new executor",
      credential: forNewExecutor,
      left: "was rotated so and has others",
      previous: { ...shared, retiresWhenMoved: true },
      fate: "endsWithTheLast",
    },
    {
      made: "with the option",
      credential: asked,
      left: "was rotated so and was revoked since",
      previous: { ...revoked, retiresWhenMoved: true },
      fate: "alreadyRevoked",
    },
  ])("that $left, by a key made $made: $fate", ({ credential, previous, fate }) => {
    expect(fateOfPreviousKey(credential, previous)).toBe(fate);
  });
});

describe("a sync that leaves its executor's row as it is", () => {
  const facts = { version: "1.0.0", host: null, instanceId: null, capabilities: null, cannotRenew: null };
  const row = {
    ...facts,
    kind: "agent",
    boundKeyId: "key_1",
    lastSeenAt: ago(14_999),
    disconnectedAt: null,
    refusedSince: null,
  };
  const request = { ...facts, kind: "agent" };

  it.each([
    ["everything is as recorded", row, request, true],
    ["it was last seen so long ago that it is nearly offline", { ...row, lastSeenAt: ago(15_000) }, request, false],
    ["its silence was noticed", { ...row, disconnectedAt: ago(1) }, request, false],
    ["it was refused meanwhile", { ...row, refusedSince: ago(1) }, request, false],
    ["it is bound to another key", { ...row, boundKeyId: "key_0" }, request, false],
    ["its key was deleted", { ...row, boundKeyId: null }, request, false],
    ["it is of another kind", { ...row, kind: "operator" }, request, false],
    ["its version is new", row, { ...request, version: "1.0.1" }, false],
    ["its process is new", row, { ...request, instanceId: "b" }, false],
    ["its capabilities are new", row, { ...request, capabilities: "{}" }, false],
  ])("when %s", (_what, found, asked, expected) => {
    expect(isAsRecorded(found, "key_1", asked, now)).toBe(expected);
  });
});
