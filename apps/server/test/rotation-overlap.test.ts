import { describe, expect, onTestFinished, test } from "vitest";
import { reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";
import { startTestServer } from "./harness/test-server.ts";

const ANY = { kind: "newExecutor" } as const;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

describe.each(dialectsOfLane("sqlite"))("a rotation whose old key goes on for a while, on %s", (dialect) => {
  const acme = serveAcme(dialect);

  const create = (name: string, expiresInDays?: number) =>
    acme.owner.trpc.apiKeys.create.mutate({ name, target: ANY, ...(expiresInDays && { expiresInDays }) });
  const get = (id: string) => acme.owner.trpc.apiKeys.get.query({ id });
  const reasonFor = async (secret: string, name: string) => (await acme.owner.sync(secret, { name })).reason;
  const rowsAbout = async (targetId: string) => (await acme.owner.trpc.audit.list.query({ targetId })).items;
  /** By the server's own time, which the tests move. */
  const inMs = async (secret: string, name: string, ms: number) => {
    const { body } = await acme.owner.sync(secret, { name });
    return new Date(new Date((body as { serverTime: string }).serverTime).getTime() + ms);
  };

  test("at a time: both keys are good until then, the old one is refused from that instant on, before anything is written", async () => {
    const { key, secret } = await create("timed");
    const at = await inMs(secret, "timed-1", 23 * HOUR_MS);
    const rotated = await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "at", at } });
    const retiring = { status: "active", retiresAt: at, effectiveExpiresAt: at, expiresAt: null };
    expect(rotated.replaced).toMatchObject({ ...retiring, id: key.id, replacedByKeyId: rotated.key.id });
    expect(await get(key.id)).toEqual({ ...rotated.replaced, ...(await usage(key.id)) });
    expect(rotated.key).toMatchObject({ expiresAt: null, retiresAt: null, replacesKeyId: key.id });
    expect(await reasonFor(secret, "timed-1")).toBeNull();
    expect(await reasonFor(rotated.secret, "timed-2")).toBeNull();

    acme.server.advanceClock(23 * HOUR_MS);
    expect(await reasonFor(secret, "timed-1")).toBe("key_expired");
    expect(await reasonFor(rotated.secret, "timed-1")).toBeNull();
    expect((await get(key.id)).status).toBe("expired");
    await acme.server.endRetiredKeys();
    expect((await get(key.id)).status).toBe("revoked");
    expect(await reasonFor(secret, "timed-1")).toBe("key_revoked");
  });

  const usage = async (id: string) => {
    const { usedBy, lastUsedAt } = await get(id);
    return { usedBy, lastUsedAt };
  };

  test("the old key never outlives its own expiry, and its successor keeps that expiry", async () => {
    const { key, secret } = await create("short", 1);
    const at = await inMs(secret, "short-1", 6 * DAY_MS);
    const rotated = await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "at", at } });
    expect(rotated.replaced).toMatchObject({ expiresAt: key.expiresAt, effectiveExpiresAt: key.expiresAt });
    expect(rotated.key.expiresAt).toEqual(key.expiresAt);
    acme.server.advanceClock(DAY_MS);
    expect(await reasonFor(secret, "short-1")).toBe("key_expired");
  });

  test("when moved: the old key is good until its last executor has another key, then revoked in the step of the move", async () => {
    const { key, secret } = await create("pair");
    for (const name of ["pair-1", "pair-2"]) expect(await reasonFor(secret, name)).toBeNull();
    const { key: next, secret: nextSecret } = await acme.owner.trpc.apiKeys.rotate.mutate({
      id: key.id,
      oldKeyEnds: { kind: "whenMoved" },
    });
    expect(await get(key.id)).toMatchObject({ status: "active", retiresWhenMoved: true, usedBy: { total: 2 } });
    expect(await reasonFor(nextSecret, "pair-1")).toBeNull();
    expect(await reasonFor(secret, "pair-2")).toBeNull();
    expect(await reasonFor(nextSecret, "pair-2")).toBeNull();
    expect(await reasonFor(secret, "pair-1")).toBe("key_revoked");
    expect(await get(key.id)).toMatchObject({ status: "revoked", replacedByKeyId: next.id });
    const [revoked] = await rowsAbout(key.id);
    expect(revoked).toMatchObject({
      action: "api_key.revoked",
      actor: { kind: "executor", name: "pair-2" },
      details: { cause: "rotation", replacedByKeyId: next.id },
    });
  });

  test("of two executors that move in one instant, the one that is last ends the old key", async () => {
    for (let round = 0; round < 5; round++) {
      const { key, secret } = await create(`together ${round}`);
      const names = ["a", "b"].map((name) => `together-${round}-${name}`);
      for (const name of names) expect(await reasonFor(secret, name)).toBeNull();
      const next = await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "whenMoved" } });
      expect(await Promise.all(names.map((name) => reasonFor(next.secret, name)))).toEqual([null, null]);
      expect((await get(key.id)).status).toBe("revoked");
    }
  });

  test("a rotation and the move of the only executor at one instant never leave the old key retiring without an executor", async () => {
    for (let round = 0; round < 10; round++) {
      const { key, secret } = await create(`crossed ${round}`);
      const other = await create(`elsewhere ${round}`);
      const name = `crossed-${round}`;
      expect(await reasonFor(secret, name)).toBeNull();
      const rotation = acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "whenMoved" } });
      const [, moved] = await Promise.all([rotation, reasonFor(other.secret, name)]);
      expect(moved).toBeNull();
      expect(await get(key.id)).toMatchObject({ status: "revoked", usedBy: { total: 0 } });
    }
  });

  test("a key that no executor is bound to waits for none: it ends at once", async () => {
    const { key } = await create("unused");
    const { replaced } = await acme.owner.trpc.apiKeys.rotate.mutate({
      id: key.id,
      oldKeyEnds: { kind: "whenMoved" },
    });
    expect(replaced).toMatchObject({ status: "revoked", retiresWhenMoved: false });
  });

  test("Revoke now stays at hand, and a key that has a successor gets no second one", async () => {
    const { key, secret } = await create("impatient");
    const at = await inMs(secret, "impatient-1", HOUR_MS);
    await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "at", at } });
    expect(await reasonOf(acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id }))).toBe("key_retiring");
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    expect(await reasonFor(secret, "impatient-1")).toBe("key_revoked");
    acme.server.advanceClock(2 * HOUR_MS);
    await acme.server.endRetiredKeys();
    const revocations = (await rowsAbout(key.id)).filter(({ action }) => action === "api_key.revoked");
    expect(revocations).toMatchObject([{ details: { cause: "manual" } }]);
  });

  test("two rotations with an overlap at one instant make one successor", async () => {
    const { key, secret } = await create("twice");
    const at = await inMs(secret, "twice-1", HOUR_MS);
    const rotate = () =>
      reasonOf(acme.owner.together.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "at", at } }));
    expect((await Promise.all([rotate(), rotate()])).toSorted()).toEqual(["accepted", "key_retiring"]);
    expect(await acme.server.database.client.apiKey.count({ where: { replacesKeyId: key.id } })).toBe(1);
  });

  test.each([-1, 0, 7 * DAY_MS + HOUR_MS])(
    "an end %i ms from now is refused beside its field, and changes nothing",
    async (ms) => {
      const { key, secret } = await create("odd");
      const at = await inMs(secret, "odd-1", ms);
      const refusal = await acme.owner.trpc.apiKeys.rotate
        .mutate({ id: key.id, oldKeyEnds: { kind: "at", at } })
        .catch((error: unknown) => error);
      expect(refusal).toMatchObject({ data: { reason: "invalid_input", fieldErrors: { "oldKeyEnds.at": [/.+/] } } });
      expect(await get(key.id)).toMatchObject({ replacedByKeyId: null, retiresAt: null });
    },
  );
});

test.each(dialectsOfLane("sqlite"))(
  "the end of a rotated key is written down by the system, once, also when every server was down then, on %s",
  async (dialect) => {
    const server = await startTestServer(dialect);
    onTestFinished(() => server.close());
    const tenant = await server.addOrganization("Acme");
    const before = await server.signIn(tenant.owner);
    const { key, secret } = await before.trpc.apiKeys.create.mutate({ name: "down", target: ANY });
    const at = new Date(key.createdAt.getTime() + HOUR_MS);
    const oldKeyEnds = { kind: "at", at } as const;
    const { key: successor } = await before.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds });
    expect(await server.endRetiredKeys()).toBe(0);
    server.advanceClock(2 * HOUR_MS);
    await server.restart();

    const owner = await server.signIn(tenant.owner);
    expect((await owner.sync(secret, { name: "down-1" })).reason).toMatch(/^key_(expired|revoked)$/);
    const ended = await Promise.all([server.endRetiredKeys(), server.endRetiredKeys()]);
    expect(ended.toSorted()).toEqual([0, 1]);
    expect((await owner.sync(secret, { name: "down-1" })).reason).toBe("key_revoked");
    const { items } = await owner.trpc.audit.list.query({ targetId: key.id });
    expect(items.map(({ action }) => action)).toEqual(["api_key.revoked", "api_key.rotated", "api_key.created"]);
    expect(items[0]).toMatchObject({
      actor: { kind: "system", name: "rotation" },
      details: { cause: "rotation", replacedByKeyId: successor.id, endedAt: at.toISOString() },
    });
    expect(items[1]).toMatchObject({
      actor: { kind: "user" },
      details: { replacedByKeyId: successor.id, retiresAt: at.toISOString() },
    });
    expect(await owner.trpc.audit.verify.query()).toMatchObject({ ok: true });
  },
);
