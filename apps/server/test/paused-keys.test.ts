import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const MINUTE_MS = 60_000;

describe.each(dialectsOfLane("postgresql"))("a paused key on %s", (dialect) => {
  let server: TestServer;
  let acme: Tenant;
  let owner: Client;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    acme = await server.addOrganization("Acme");
    owner = await server.signIn(acme.owner);
  });
  afterAll(() => server.close());

  const connected = async (name: string) => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });
    expect(await owner.sync(secret, { name })).toMatchObject({ status: 200 });
    return { id: key.id, secret, sync: async () => owner.sync(secret, { name }) };
  };
  const read = (id: string) => owner.trpc.apiKeys.get.query({ id });

  test("is refused at once, says when to come back, and is accepted at the instant with nothing written", async () => {
    const { id, sync } = await connected("timed");
    const { key, receipt } = await owner.trpc.apiKeys.pause.mutate({ id, minutes: 15, reason: "found in a ticket" });
    expect(receipt).toMatchObject({ acknowledged: 1, expiredLeases: 0 });
    expect(key.status).toBe("active");
    const refused = await sync();
    expect(refused).toMatchObject({ status: 403, reason: "key_paused" });
    const retryAfter = Number(refused.headers.get("retry-after"));
    expect(retryAfter).toBeGreaterThan(14 * 60);
    expect(retryAfter).toBeLessThanOrEqual(15 * 60);
    server.advanceClock(key.pausedUntil!.getTime() - Date.now() - 30_000);
    expect(await sync()).toMatchObject({ reason: "key_paused" });
    server.advanceClock(30_000);
    expect(await sync()).toMatchObject({ status: 200 });
    expect((await read(id)).pausedUntil).toBeNull();
    const rows = await owner.trpc.audit.list.query({ targetKind: "api_key", targetId: id });
    expect(rows.items.map(({ action }) => action)).toEqual(["api_key.paused", "api_key.created"]);
    expect(rows.items[0]?.details).toEqual({
      pausedUntil: key.pausedUntil!.toISOString(),
      reason: "found in a ticket",
    });
  });

  test("is accepted at once when it is resumed early, and resumed once only", async () => {
    const { id, sync } = await connected("early");
    await owner.trpc.apiKeys.pause.mutate({ id, minutes: 60 });
    expect(await sync()).toMatchObject({ reason: "key_paused" });
    const { key } = await owner.trpc.apiKeys.resume.mutate({ id });
    expect(key.pausedUntil).toBeNull();
    expect(await sync()).toMatchObject({ status: 200 });
    expect(await reasonOf(owner.trpc.apiKeys.resume.mutate({ id }))).toBe("key_not_paused");
  });

  test("is refused by another server too, and after all of them were down the pause ends at its instant", async () => {
    const { id, sync, secret } = await connected("fleet");
    const other = await server.startAnother();
    const there = new Client(other.url);
    if (dialect === "postgresql") expect(await there.sync(secret, { name: "fleet" })).toMatchObject({ status: 200 });
    await owner.trpc.apiKeys.pause.mutate({ id, minutes: 2 });
    expect(await there.sync(secret, { name: "fleet" })).toMatchObject({ reason: "key_paused" });
    await other.close();
    await server.restart();
    owner = await server.signIn(acme.owner);
    expect(await sync()).toMatchObject({ reason: "key_paused" });
    server.advanceClock(2 * MINUTE_MS);
    expect(await sync()).toMatchObject({ status: 200 });
  });

  test("refuses an executor's first sync and its move as well", async () => {
    const { id, secret } = await connected("first");
    await owner.trpc.apiKeys.pause.mutate({ id, minutes: 5 });
    expect(await owner.sync(secret, { name: "second" })).toMatchObject({ status: 403, reason: "key_paused" });
    const { secret: other } = await owner.trpc.apiKeys.create.mutate({ name: "other", target: NEW_EXECUTOR });
    expect(await owner.sync(other, { name: "mover" })).toMatchObject({ status: 200 });
    expect(await owner.sync(secret, { name: "mover" })).toMatchObject({ status: 403, reason: "key_paused" });
  });

  test("has its executor shown as refused because of the pause, and accepted again after it", async () => {
    const { id, sync } = await connected("shown");
    const executor = async () => (await owner.trpc.executors.list.query({ search: "shown" })).items[0]!;
    await owner.trpc.apiKeys.pause.mutate({ id, minutes: 1 });
    server.advanceClock(5_000);
    expect(await sync()).toMatchObject({ reason: "key_paused" });
    await server.flushPresence();
    expect(await executor()).toMatchObject({ state: "refused", refusal: { reason: "key_paused" } });
    server.advanceClock(MINUTE_MS);
    expect(await sync()).toMatchObject({ status: 200 });
    expect(await executor()).toMatchObject({ state: "online", refusal: null });
    const { items } = await owner.trpc.events.list.query({ executorId: (await executor()).id });
    expect(items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["executor.refused", "executor.accepted_again"]),
    );
  });

  test("can be revoked and rotated, expires, and is none of the keys that can be paused then", async () => {
    const revoked = await connected("revoked");
    await owner.trpc.apiKeys.pause.mutate({ id: revoked.id, minutes: 5 });
    await owner.trpc.apiKeys.revoke.mutate({ id: revoked.id });
    expect(await revoked.sync()).toMatchObject({ status: 401, reason: "key_revoked" });
    expect((await read(revoked.id)).pausedUntil).toBeNull();
    expect(await reasonOf(owner.trpc.apiKeys.pause.mutate({ id: revoked.id, minutes: 5 }))).toBe("key_revoked");
    expect(await reasonOf(owner.trpc.apiKeys.resume.mutate({ id: revoked.id }))).toBe("key_revoked");

    const rotated = await connected("rotated");
    await owner.trpc.apiKeys.pause.mutate({ id: rotated.id, minutes: 5 });
    const successor = await owner.trpc.apiKeys.rotate.mutate({ id: rotated.id, reason: "leaked" });
    expect((await read(rotated.id)).revokedReason).toBe("leaked");
    expect(successor.key.pausedUntil).toBeNull();
    expect(await owner.sync(successor.secret, { name: "rotated" })).toMatchObject({ status: 200 });

    const { key, secret } = await owner.trpc.apiKeys.create.mutate({
      name: "expiring",
      target: NEW_EXECUTOR,
      expiresInDays: 1,
    });
    server.advanceClock(24 * 60 * MINUTE_MS - 30_000);
    await owner.trpc.apiKeys.pause.mutate({ id: key.id, minutes: 5 });
    expect(await owner.sync(secret, { name: "expiring" })).toMatchObject({ reason: "key_paused" });
    server.advanceClock(30_000);
    expect(await owner.sync(secret, { name: "expiring" })).toMatchObject({ status: 401, reason: "key_expired" });
    expect(await reasonOf(owner.trpc.apiKeys.pause.mutate({ id: key.id, minutes: 5 }))).toBe("key_expired");
  });

  test.each([0, 61, 1.5])("can't be paused for %s minutes", async (minutes) => {
    const { id, sync } = await connected(`never-${String(minutes).replace(".", "-")}`);
    expect(await reasonOf(owner.trpc.apiKeys.pause.mutate({ id, minutes }))).toBe("invalid_input");
    expect(await sync()).toMatchObject({ status: 200 });
  });
});
