import type { PolicyView as Policy } from "@excalibur/api/contract";
import fc from "fast-check";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Client, reasonOf } from "./harness/client.ts";
import { copyRow } from "./harness/copy-rows.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { keepSessions } from "./harness/keep-sessions.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const ANY = { kind: "newExecutor" } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
const SAMPLE = { numRuns: 8, seed: 16 };
const OFF: Policy = {
  longestLifeDays: null,
  defaultLifeDays: null,
  renewAtPercent: null,
  unusedDays: null,
  exemptLabel: null,
};

describe.each(dialectsOfLane("postgresql"))("a policy of keys, on %s", (dialect) => {
  const acme = serveAcme(dialect);
  beforeAll(() => keepSessions(acme.server));

  const create = (name: string, expiresInDays?: number | null) =>
    acme.owner.trpc.apiKeys.create.mutate({ name, target: ANY, expiresInDays });
  const createActive = async (name: string, expiresInDays?: number | null) => {
    const { key, secret } = await create(name, expiresInDays);
    if (secret === null) throw new Error("The server makes the secret");
    await acme.owner.sync(secret, { name });
    return { key, secret };
  };
  const get = (id: string) => acme.owner.trpc.apiKeys.get.query({ id });
  const policies = () => acme.owner.trpc.policies;
  const set = (policy: Partial<Policy>) => policies().update.mutate({ ...OFF, ...policy });
  const reasonFor = async (secret: string, name: string) => (await acme.owner.sync(secret, { name })).reason;
  const rowsAbout = async (targetId: string) => (await acme.owner.trpc.audit.list.query({ targetId })).items;
  const after = (instant: Date, days: number) => new Date(instant.getTime() + days * DAY_MS);

  test("a longest life holds for keys already issued, at once and at every presentation, and is shown as such", async () => {
    const old = await createActive("old", 365);
    const endless = await createActive("endless", null);
    const short = await createActive("short", 20);
    acme.server.advanceClock(10 * DAY_MS);
    await set({ longestLifeDays: 15 });
    for (const [{ key, secret }, days] of [
      [old, 15],
      [endless, 15],
      [short, 15],
    ] as const) {
      expect(await get(key.id)).toMatchObject({
        expiresAt: key.expiresAt,
        effectiveExpiresAt: after(key.createdAt, days),
        status: "active",
      });
      expect(await reasonFor(secret, key.name)).toBeNull();
    }
    acme.server.advanceClock(5 * DAY_MS);
    for (const { key, secret } of [old, endless, short]) expect(await reasonFor(secret, key.name)).toBe("key_expired");
  });

  test("a shorter longest life ends keys before the call returns, on every server, and a longer one lets none live again", async () => {
    await set({});
    const { key, secret } = await createActive("worn", 365);
    const second = await acme.server.startAnother();
    onTestFinished(() => second.close());
    const other = new Client(second.url);
    expect((await other.sync(secret, { name: "worn" })).reason).toBeNull();
    acme.server.advanceClock(50 * DAY_MS);
    for (const client of [acme.owner, other]) expect((await client.sync(secret, { name: "worn" })).reason).toBeNull();

    // One server's memory is all there is on SQLite.
    const { receipt } = await set({ longestLifeDays: 49 });
    expect(await reasonFor(secret, "worn")).toBe("key_expired");
    if (dialect === "postgresql") {
      expect(receipt.acknowledged + receipt.expiredLeases).toBeGreaterThan(0);
      expect((await other.sync(secret, { name: "worn" })).reason).toBe("key_expired");
    }
    await set({});
    expect(await reasonFor(secret, "worn")).toBe("key_expired");
    expect(await get(key.id)).toMatchObject({ status: "expired", effectiveExpiresAt: after(key.createdAt, 49) });
  });

  test("what a policy takes, its end gives back to keys that have not ended", async () => {
    const { key } = await create("given back", 200);
    await set({ longestLifeDays: 90 });
    expect((await get(key.id)).effectiveExpiresAt).toEqual(after(key.createdAt, 90));
    await set({ longestLifeDays: 120 });
    expect((await get(key.id)).effectiveExpiresAt).toEqual(after(key.createdAt, 120));
    await set({});
    expect((await get(key.id)).effectiveExpiresAt).toEqual(key.expiresAt);
  });

  test("the preview and the effect agree: which keys, which end at once, which executors go dark", async () => {
    await set({});
    const tenant = await acme.server.addOrganization("Preview");
    const owner = await acme.server.signIn(tenant.owner);
    await keepSessions(acme.server);
    const make = async (name: string, expiresInDays: number | null) => {
      const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: ANY, expiresInDays });
      return { key, secret: secret ?? "" };
    };
    const before = [await make("ends-a", 300), await make("ends-b", null)];
    acme.server.advanceClock(40 * DAY_MS);
    const young = [await make("young", null), await make("brief", 10)];
    await owner.sync(before[0]!.secret, { name: "dark" });
    await owner.sync(young[0]!.secret, { name: "bright" });
    await acme.server.flushPresence();

    const preview = await owner.trpc.policies.preview.query({ longestLifeDays: 30 });
    expect(preview).toMatchObject({
      shortened: { total: 3, ended: 2 },
      lengthened: 0,
      online: { total: 1, executors: [{ name: "dark" }] },
    });
    expect(preview.shortened.keys.map(({ name }) => name).toSorted()).toEqual(["ends-a", "ends-b", "young"]);
    const wrong = await reasonOf(owner.trpc.policies.update.mutate({ longestLifeDays: 30, expectedEnded: 1 }));
    expect(wrong).toBe("preview_outdated");
    expect((await owner.trpc.apiKeys.get.query({ id: before[0]!.key.id })).status).toBe("active");

    await owner.trpc.policies.update.mutate({ longestLifeDays: 30, expectedEnded: 2 });
    for (const { id, endsAt } of preview.shortened.keys) {
      expect((await owner.trpc.apiKeys.get.query({ id })).effectiveExpiresAt).toEqual(endsAt);
    }
    expect((await owner.trpc.apiKeys.list.query({})).counts).toEqual({ active: 2, expired: 2, revoked: 0 });
    expect((await owner.sync(before[0]!.secret, { name: "dark" })).reason).toBe("key_expired");
    expect((await owner.sync(young[0]!.secret, { name: "bright" })).reason).toBeNull();
  });

  test("a new key gets the default life, may ask for less than the longest, and is refused more with the reason", async () => {
    const { policy } = await set({ longestLifeDays: 90, defaultLifeDays: 30 });
    expect(policy).toEqual({ ...OFF, longestLifeDays: 90, defaultLifeDays: 30 });
    expect(await policies().get.query()).toEqual(policy);
    const byDefault = await create("by default");
    expect(byDefault.key.expiresAt).toEqual(after(byDefault.key.createdAt, 30));
    const longest = await create("longest", 90);
    expect(longest.key.effectiveExpiresAt).toEqual(after(longest.key.createdAt, 90));
    for (const tooLong of [91, 365, null]) {
      const refused = create("too long", tooLong);
      expect(await reasonOf(refused)).toBe("key_life_too_long");
      await expect(refused).rejects.toMatchObject({
        data: { fieldErrors: { expiresInDays: ["The organization's policy lets a key live for at most 90 days."] } },
      });
      const code = acme.owner.trpc.codes.create.mutate({ name: "edge-9", keyExpiresInDays: tooLong });
      expect(await reasonOf(code)).toBe("key_life_too_long");
    }
    const { code } = await acme.owner.trpc.codes.create.mutate({ name: "edge-9" });
    expect(code.keyExpiresInDays).toBe(30);
    const contradictory = policies().update.mutate({ longestLifeDays: 20 });
    expect(await reasonOf(contradictory)).toBe("invalid_input");
  });

  test("a successor lives no longer than the policy allows, and a retiring key ends by what comes first", async () => {
    await set({});
    const { key } = await createActive("passed on", 365);
    acme.server.advanceClock(10 * DAY_MS);
    await set({ longestLifeDays: 13 });
    const at = after(key.createdAt, 15);
    const rotated = await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "at", at } });
    expect(rotated.replaced).toMatchObject({ retiresAt: at, effectiveExpiresAt: after(key.createdAt, 13) });
    expect(await get(key.id)).toMatchObject({ retiresAt: at, effectiveExpiresAt: after(key.createdAt, 13) });
    const { createdAt, effectiveExpiresAt, expiresAt } = rotated.key;
    expect({ effectiveExpiresAt, expiresAt }).toEqual({
      effectiveExpiresAt: after(createdAt, 13),
      expiresAt: key.expiresAt,
    });
    expect(await get(rotated.key.id)).toMatchObject({ effectiveExpiresAt, expiresAt });
    await set({});
    expect((await get(key.id)).effectiveExpiresAt).toEqual(at);
    expect((await get(rotated.key.id)).effectiveExpiresAt).toEqual(key.expiresAt);
  });

  test("for any keys and any policy, the preview names exactly the keys that end earlier, and when", async () => {
    await set({});
    const tenant = await acme.server.addOrganization("Agreement");
    const owner = await acme.server.signIn(tenant.owner);
    await keepSessions(acme.server);
    const days = fc.option(fc.integer({ min: 1, max: 120 }), { nil: null });
    const key = fc.record({ expiresInDays: days, isExempt: fc.boolean(), ageDays: fc.integer({ min: 0, max: 5 }) });
    for (const [at, { expiresInDays, isExempt, ageDays }] of fc.sample(key, SAMPLE).entries()) {
      const labels = isExempt ? { tier: "core" } : {};
      const { key: made } = await owner.trpc.apiKeys.create.mutate({
        name: `k${at}`,
        target: ANY,
        expiresInDays,
        labels,
      });
      if (ageDays % 2 === 1) await owner.trpc.apiKeys.rotate.mutate({ id: made.id, oldKeyEnds: { kind: "whenMoved" } });
      acme.server.advanceClock(ageDays * DAY_MS);
    }
    const policy = fc.record({
      longestLifeDays: days,
      exemptLabel: fc.constantFrom(null, "tier=core"),
      unusedDays: fc.constantFrom(null, 8, 20),
    });
    const ends = async () => {
      const { items } = await owner.trpc.apiKeys.list.query({ limit: 200 });
      return new Map(items.map(({ id, effectiveExpiresAt }) => [id, effectiveExpiresAt]));
    };
    for (const next of fc.sample(policy, SAMPLE)) {
      const preview = await owner.trpc.policies.preview.query(next);
      const before = await ends();
      await owner.trpc.policies.update.mutate({ ...next, expectedEnded: preview.shortened.ended });
      const now = await ends();
      const earlier = [...now].filter(
        ([id, end]) => (end?.getTime() ?? Infinity) < (before.get(id)?.getTime() ?? Infinity),
      );
      const named = preview.shortened.keys.map(({ id, endsAt }) => [id, endsAt] as const);
      expect(new Map(named)).toEqual(new Map(earlier));
      const later = [...now].filter(
        ([id, end]) => (end?.getTime() ?? Infinity) > (before.get(id)?.getTime() ?? Infinity),
      );
      expect(later).toHaveLength(preview.lengthened);
      acme.server.advanceClock(3 * DAY_MS);
      await acme.server.warnUnusedKeys();
    }
  });

  test("more keys than a statement has parameters for are previewed as well", async () => {
    await set({});
    const tenant = await acme.server.addOrganization("Many");
    const owner = await acme.server.signIn(tenant.owner);
    await keepSessions(acme.server);
    const { key } = await owner.trpc.apiKeys.create.mutate({ name: "old", target: ANY, expiresInDays: null });
    acme.server.advanceClock(3 * DAY_MS);
    const text = (prefix: string) => `'${prefix}' || n`;
    await copyRow(acme.server, "api_key", key.id, 1_100, { id: text("key_many"), secret_hash: text("many") });
    const preview = await owner.trpc.policies.preview.query({ longestLifeDays: 1 });
    expect(preview).toMatchObject({ shortened: { total: 1_101, ended: 1_101 }, online: { total: 0 } });
    expect(await owner.trpc.apiKeys.preview.query({ search: "old" })).toMatchObject({ counts: { active: 1_101 } });
  });

  test("each change leaves one row that says what was and is", async () => {
    await set({});
    await set({ renewAtPercent: 70 });
    const [row] = await rowsAbout(acme.tenant.organizationId);
    expect(row).toMatchObject({
      action: "organization.policy_updated",
      details: { renewAtPercent: 70, previousRenewAtPercent: null },
    });
    expect(Object.keys(row!.details)).toHaveLength(2);
  });
});
