import { OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../src/identifiers.ts";
import type { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe.each(dialectsOfLane("sqlite"))("the overview on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => (server = await startTestServer(dialect)));
  afterAll(() => server.close());

  /** An organization of its own for each test: nothing of another one may show. */
  const newOwner = async () => server.signIn((await server.addOrganization("Acme")).owner);
  const newKey = (owner: Client, name: string, expiresInDays: number | null = null) =>
    owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR, expiresInDays });
  const overviewOf = (owner: Client) => owner.trpc.overview.get.query();

  test("of an organization without anything is empty, not broken", async () => {
    const empty = { items: [], total: 0 };
    expect(await overviewOf(await newOwner())).toEqual({
      serverTime: expect.any(Date),
      keys: { active: 0, expired: 0, revoked: 0 },
      executors: { online: 0, duplicated: 0, refused: 0, offline: 0 },
      expiring: { ...empty, days: [expect.anything()] },
      refusedExecutors: empty,
      duplicated: empty,
      offline: empty,
      neverUsed: empty,
      shared: empty,
      refused: empty,
      series: [],
    });
  });

  test("names keys that expire within 30 days, the next first, and neither revoked nor later ones", async () => {
    const owner = await newOwner();
    const later = await newKey(owner, "in 20 days", 20);
    const next = await newKey(owner, "in 2 days", 2);
    await newKey(owner, "in 31 days", 31);
    await newKey(owner, "never");
    const revoked = await newKey(owner, "revoked", 3);
    await owner.trpc.apiKeys.revoke.mutate({ id: revoked.key.id });
    const { expiring, keys } = await overviewOf(owner);
    expect(expiring).toEqual({
      items: [next, later].map(({ key: { id, name, expiresAt } }) => ({ id, name, expiresAt })),
      total: 2,
      days: [{ after: expect.any(Date), until: expect.any(Date), count: 2 }],
    });
    expect(keys).toEqual({ active: 4, expired: 0, revoked: 1 });
  });

  test("counts every key that expires, by the days of the reader: the list of a day has as many, and all days add up", async () => {
    const tenant = await server.addOrganization("Acme");
    const owner = await server.signIn(tenant.owner);
    const { serverTime } = await overviewOf(owner);
    const { organizationId } = tenant;
    const expiringIn = (days: number, index: number) => ({
      id: `key_${String(index).padStart(26, "0")}`,
      organizationId,
      name: `in ${days} days`,
      nameFolded: `in ${days} days`,
      secretHash: `${organizationId} ${index}`,
      hint: "exc_0000",
      createdAt: serverTime,
      expiresAt: new Date(serverTime.getTime() + days * DAY_MS),
    });
    const data = Array.from({ length: 400 }, (_, index) => expiringIn(1 + (index % 29), index));
    await server.database.client.apiKey.createMany({ data: [...data, expiringIn(40, 400)] });

    const midnight = Math.ceil(serverTime.getTime() / DAY_MS) * DAY_MS;
    const dayStarts = Array.from({ length: 31 }, (_, day) => new Date(midnight + day * DAY_MS));
    const { expiring } = await owner.trpc.overview.get.query({ dayStarts });
    const bars = expiring.days.filter(({ count }) => count > 0);
    expect([expiring.total, bars.length, expiring.days.length]).toEqual([400, 29, 31]);
    expect(expiring.days.reduce((sum, { count }) => sum + count, 0)).toBe(400);
    for (const { after, until, count } of [bars[0]!, bars[14]!, bars.at(-1)!]) {
      const facets = { expiresAfter: after, expiresUntil: until };
      expect(await owner.trpc.apiKeys.list.query({ status: "active", facets })).toMatchObject({ total: count });
    }
  });

  test("counts as many shared keys and keys never used as the lists have that *Show all* opens: 5 and 1,000", async () => {
    const { organizationId, owner: user } = await server.addOrganization("Acme");
    const owner = await server.signIn(user);
    const now = new Date();
    const { client } = server.database;
    const keyOf = (name: string, used: boolean, revoked = false) => ({
      id: newId("key"),
      organizationId,
      name,
      nameFolded: name,
      secretHash: newId("key"),
      hint: "exc_0000",
      createdAt: now,
      firstUsedAt: used ? now : null,
      revokedAt: revoked ? now : null,
    });
    const shared = Array.from({ length: 5 }, (_, index) => keyOf(`shared ${index}`, true));
    const unused = Array.from({ length: 1_000 }, (_, index) => keyOf(`unused ${index}`, false));
    const others = [keyOf("alone", true), keyOf("revoked unused", false, true), keyOf("revoked shared", true, true)];
    await client.apiKey.createMany({ data: [...shared, ...unused, ...others] });
    const bound = [...shared, ...shared, others[0]!, others[2]!, others[2]!];
    await client.executor.createMany({
      data: bound.map(({ id }, index) => ({
        id: newId("exe"),
        organizationId,
        name: `e${index}`,
        nameFolded: `e${index}`,
        kind: "agent",
        version: "1.0.0",
        firstSeenAt: now,
        lastSeenAt: now,
        boundKeyId: id,
        boundAt: now,
      })),
    });
    const overview = await overviewOf(owner);
    expect([overview.shared.total, overview.neverUsed.total]).toEqual([5, 1_000]);
    const totalOf = async (facets: object) =>
      (await owner.trpc.apiKeys.list.query({ status: "active", facets, limit: 1 })).total;
    expect([await totalOf({ shared: true }), await totalOf({ neverUsed: true })]).toEqual([5, 1_000]);
  });

  test("names executors that are refused with the reason, and does not call them offline", async () => {
    const owner = await newOwner();
    const { key, secret } = await newKey(owner, "leaked");
    const silent = await newKey(owner, "silent");
    await owner.sync(secret, { name: "stubborn" });
    await owner.sync(silent.secret, { name: "silent" });
    await server.flushPresence();
    await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    server.advanceClock(OFFLINE_AFTER_MS);
    await owner.sync(secret, { name: "stubborn" });
    await server.flushPresence();
    const overview = await overviewOf(owner);
    expect(overview.executors).toEqual({ online: 0, duplicated: 0, refused: 1, offline: 1 });
    expect(overview.refusedExecutors).toMatchObject({ items: [{ name: "stubborn", reason: "key_revoked" }], total: 1 });
    expect(overview.offline).toMatchObject({ items: [{ name: "silent" }], total: 1 });
    for (const state of ["refused", "offline"] as const) {
      const { items, counts } = await owner.trpc.executors.list.query({ state });
      expect([items.map((executor) => executor.state), counts]).toEqual([[state], overview.executors]);
    }
  });

  test("lists keys that were never used, the oldest first, until they are used or revoked", async () => {
    const owner = await newOwner();
    const keys = [];
    for (const name of ["first", "used", "revoked", "last"]) keys.push(await newKey(owner, name));
    await owner.sync(keys[1]?.secret ?? "", { name: "one" });
    await server.flushPresence();
    await owner.trpc.apiKeys.revoke.mutate({ id: keys[2]?.key.id ?? "" });
    const { neverUsed } = await overviewOf(owner);
    expect(neverUsed.items.map(({ name }) => name)).toEqual(["first", "last"]);
    expect(neverUsed.total).toBe(2);
  });

  test("names executors that went silent, the latest first, and counts who is online", async () => {
    const owner = await newOwner();
    const { secret } = await newKey(owner, "fleet");
    await owner.sync(secret, { name: "gone-first" });
    server.advanceClock(1_000);
    await owner.sync(secret, { name: "gone-last" });
    server.advanceClock(OFFLINE_AFTER_MS);
    await owner.sync(secret, { name: "here" });
    const { offline, executors } = await overviewOf(owner);
    expect(offline.items.map(({ name }) => name)).toEqual(["gone-last", "gone-first"]);
    expect(offline.items[0]?.lastSeenAt).toBeInstanceOf(Date);
    expect(executors).toMatchObject({ online: 1, offline: 2 });
  });

  test("names active keys that several executors share, the most shared first", async () => {
    const owner = await newOwner();
    for (const [name, sharers] of [
      ["own", 1],
      ["pair", 2],
      ["crowd", 3],
    ] as const) {
      const { secret } = await newKey(owner, name);
      for (let index = 0; index < sharers; index++) await owner.sync(secret, { name: `${name}-${index}` });
    }
    const before = await overviewOf(owner);
    expect(before.shared.items.map(({ name, executors }) => [name, executors])).toEqual([
      ["crowd", 3],
      ["pair", 2],
    ]);
    await owner.trpc.apiKeys.revoke.mutate({ id: before.shared.items[0]?.id ?? "" });
    expect((await overviewOf(owner)).shared).toMatchObject({ items: [{ name: "pair" }], total: 1 });
  });

  describe("lists refused keys that are still presented", () => {
    test("with reason, executor and time; the key's own view says the same", async () => {
      const owner = await newOwner();
      const live = await owner.watch();
      const revoked = await newKey(owner, "revoked");
      await owner.trpc.apiKeys.revoke.mutate({ id: revoked.key.id });
      expect(revoked.key.lastRefusal).toBeNull();
      await owner.sync(revoked.secret, { name: "stubborn" });
      await server.flushPresence();

      const refusal = { at: expect.any(Date), reason: "key_revoked", executorName: "stubborn" };
      expect((await overviewOf(owner)).refused).toEqual({
        items: [{ ...refusal, key: { id: revoked.key.id, name: "revoked", status: "revoked" } }],
        total: 1,
      });
      expect(await owner.trpc.apiKeys.get.query({ id: revoked.key.id })).toMatchObject({ lastRefusal: refusal });
      const { items } = await owner.trpc.apiKeys.list.query({});
      expect(items).toMatchObject([{ lastRefusal: refusal }]);
      await live.names("keys", revoked.key.id);

      server.advanceClock(24 * 60 * MINUTE_MS + 1);
      expect((await overviewOf(owner)).refused).toEqual({ items: [], total: 0 });
    });

    test("for every reason that is about a known key, and for no other", async () => {
      const owner = await newOwner();
      const { key, secret } = await newKey(owner, "good");
      await owner.sync(secret, { name: "edge-1", kind: "agent" });
      const { items: executors } = await owner.trpc.executors.list.query({});
      const target = { kind: "executor", executorId: executors[0]?.id ?? "" } as const;
      const targeted = await owner.trpc.apiKeys.create.mutate({ name: "targeted", target });
      const short = await newKey(owner, "short", 1);
      await owner.sync(secret, { name: "edge-1", organization: "another" });
      await owner.sync(targeted.secret, { name: "edge-2" });
      server.advanceClock(24 * 60 * MINUTE_MS);
      await owner.sync(short.secret, { name: "edge-3" });
      await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
      await owner.trpc.apiKeys.delete.mutate({ id: key.id });
      expect(await owner.sync(secret, { name: "edge-1" })).toMatchObject({ reason: "key_unknown" });
      expect(await owner.sync(`${secret.slice(0, -1)}!`, { name: "edge-1" })).toMatchObject({
        reason: "key_malformed",
      });
      await server.flushPresence();
      const { items } = await owner.trpc.apiKeys.list.query({ sort: { by: "name", direction: "asc" } });
      expect(items.map(({ name, lastRefusal }) => [name, lastRefusal?.reason])).toEqual([
        ["short", "key_expired"],
        ["targeted", "key_bound_to_other_executor"],
      ]);
      expect(await server.database.client.keyRefusal.count({ where: { keyId: key.id } })).toBe(0);
    });
  });

  test("has a point for each minute that was watched: who was online, what was accepted, what was refused", async () => {
    const owner = await newOwner();
    const { key, secret } = await newKey(owner, "busy");
    await server.startMinute();
    await owner.sync(secret, { name: "busy-1" });
    await owner.sync(secret, { name: "busy-2" });
    await owner.sync(secret, { name: "busy-2", kind: "operator" });
    const from = (await overviewOf(owner)).serverTime;
    server.advanceClock(MINUTE_MS - 10_000);
    await owner.sync(secret, { name: "busy-1" });
    server.advanceClock(10_000);
    await server.flushPresence({ onlyDue: true });
    await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    await owner.sync(secret, { name: "busy-1" });
    server.advanceClock(MINUTE_MS);
    await server.flushPresence({ onlyDue: true });

    const { series } = await overviewOf(owner);
    const firstMinute = new Date(Math.floor(from.getTime() / MINUTE_MS) * MINUTE_MS);
    const points = series.filter(({ at }) => at >= firstMinute);
    expect(points).toEqual([
      { at: firstMinute, online: 1, syncs: 3, refused: 1 },
      { at: new Date(firstMinute.getTime() + MINUTE_MS), online: 0, syncs: 0, refused: 1 },
    ]);
    server.advanceClock(24 * 60 * MINUTE_MS);
    expect((await overviewOf(owner)).series).toEqual([]);
  });
});
