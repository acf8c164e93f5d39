import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Client, reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { connectHost, renew } from "./harness/renew.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe.each(dialectsOfLane("postgresql"))("a renewal on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  beforeAll(async () => {
    server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
    owner = await server.signIn((await server.addOrganization("Acme")).owner);
  });
  afterAll(() => server.close());

  const keyOf = (id: string) => owner.trpc.apiKeys.get.query({ id });
  const reasonWith = async (secret: string, name: string) => (await owner.sync(secret, { name })).reason;

  test("keeps both keys good until the first sync with the successor, which revokes the old one before it is answered", async () => {
    const { name, secret, keyId, executorId, ask } = await connectHost(owner, { expiresInDays: 30, targeted: true });
    await owner.trpc.apiKeys.update.mutate({ id: keyId, note: "rack 4", labels: { env: "prod" } });
    const own = ownSecret();
    const answer = await ask(own.secretHash, own.hint);
    const old = await keyOf(keyId);
    expect(answer).toMatchObject({ status: 200, body: { executor: { id: executorId, name } } });
    expect(answer.body.key?.expiresAt).toBe(old.expiresAt?.toISOString());
    expect(answer.text).not.toContain(own.secretHash);

    const successorId = answer.body.key!.id;
    const pending = await keyOf(successorId);
    expect(pending).toMatchObject({
      status: "active",
      hint: own.hint,
      note: "rack 4",
      labels: { env: "prod" },
      target: old.target,
      replacesKeyId: keyId,
      createdBy: old.createdBy,
      owner: old.owner,
      retiresAt: null,
      unused: { executorName: name },
    });
    expect(pending.expiresAt).toEqual(old.expiresAt);
    expect(pending.unused!.until.getTime()).toBe(pending.createdAt.getTime() + DAY_MS);
    expect(await owner.trpc.executors.get.query({ id: executorId })).toMatchObject({
      pendingKey: { id: successorId, unusedUntil: pending.unused!.until },
      renewal: { cannotRenew: null, contestedAt: null },
    });
    expect(await reasonWith(secret, name)).toBeNull();

    const live = await owner.watch();
    expect(await reasonWith(own.secret, name)).toBeNull();
    expect(await reasonWith(secret, name)).toBe("key_revoked");
    await live.tells({ kind: "event", event: expect.objectContaining({ type: "executor.rebound" }) as object });
    const used = await keyOf(successorId);
    expect(used).toMatchObject({ unused: null, status: "active", effectiveExpiresAt: old.expiresAt, retiresAt: null });
    expect(await keyOf(keyId)).toMatchObject({ status: "revoked", replacedByKeyId: successorId });
    const { items } = await owner.trpc.audit.list.query({ targetId: keyId, action: "api_key.revoked" });
    expect(items).toMatchObject([
      { actor: { kind: "executor", id: executorId }, details: { cause: "renewal", replacedByKeyId: successorId } },
    ]);
    const created = await owner.trpc.audit.list.query({ targetId: successorId, action: "api_key.created" });
    expect(created.items).toMatchObject([
      { actor: { kind: "executor" }, details: { cause: "renewal", replacesKeyId: keyId } },
    ]);
    expect(await owner.trpc.executors.get.query({ id: executorId })).toMatchObject({
      boundKey: { id: successorId },
      pendingKey: null,
      renewal: null,
    });
    server.advanceClock(2 * DAY_MS);
    expect(await server.endRetiredKeys()).toBe(0);
    expect(await reasonWith(own.secret, name)).toBeNull();
  });

  test("is answered the same to the same hash, also at one instant and after its use; another hash is renewal_pending and raises one alarm", async () => {
    const { name, secret, keyId, ask } = await connectHost(owner);
    const own = ownSecret();
    const [first, second] = await Promise.all([ask(own.secretHash, own.hint), ask(own.secretHash, own.hint)]);
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await server.database.client.apiKey.count({ where: { replacesKeyId: keyId } })).toBe(1);

    const thief = ownSecret();
    const sent = { name, secretHash: thief.secretHash, hint: thief.hint, host: "elsewhere" };
    for (let round = 0; round < 3; round++) {
      const answer = await renew({ url: server.url, address: "10.9.9.9" }, secret, sent);
      expect(answer).toMatchObject({ status: 409, reason: "renewal_pending" });
    }
    const events = await owner.trpc.events.list.query({ type: "executor.renewal_contested" });
    expect(events.items).toMatchObject([
      { level: "warning", executor: { name }, details: { address: "10.9.9.9", host: "elsewhere" } },
    ]);
    const rows = await owner.trpc.audit.list.query({ targetId: keyId, action: "api_key.renewal_contested" });
    expect(rows.items).toMatchObject([{ sourceAddress: "10.9.9.9", details: { pendingKeyId: first.body.key?.id } }]);
    expect(await reasonWith(thief.secret, name)).toBe("key_unknown");
    expect(await reasonWith(own.secret, name)).toBeNull();
    expect((await ask(own.secretHash, own.hint)).reason).toBe("key_revoked");
  });

  test("two secrets at one instant make one successor", async () => {
    for (let round = 0; round < 5; round++) {
      const { ask } = await connectHost(owner);
      const [one, two] = [ownSecret(), ownSecret()];
      const answers = await Promise.all([ask(one.secretHash, one.hint), ask(two.secretHash, two.hint)]);
      expect(answers.map(({ reason }) => reason).toSorted()).toEqual([null, "renewal_pending"]);
    }
  });

  test("of a secret that no sync uses ends after 24 h, written down by the system; then another is accepted", async () => {
    const { name, secret, ask } = await connectHost(owner);
    const [lost, own] = [ownSecret(), ownSecret()];
    const { body } = await ask(lost.secretHash, lost.hint);
    server.advanceClock(DAY_MS);
    expect(await reasonWith(secret, name)).toBeNull();
    expect(await reasonWith(lost.secret, name)).toBe("key_expired");
    expect((await ask(lost.secretHash, lost.hint)).reason).toBe("key_exists");
    expect((await ask(own.secretHash, own.hint)).status).toBe(200);
    await server.endRetiredKeys();
    const { items } = await owner.trpc.audit.list.query({ targetId: body.key!.id, action: "api_key.revoked" });
    expect(items).toMatchObject([{ actor: { kind: "system", name: "renewal" }, details: { cause: "renewal" } }]);
    expect(await reasonWith(own.secret, name)).toBeNull();
  });

  test("ends with the key that it renews where that expires first", async () => {
    const { name, keyId, ask } = await connectHost(owner, { expiresInDays: 1 });
    server.advanceClock(DAY_MS - HOUR_MS);
    const own = ownSecret();
    const { body } = await ask(own.secretHash, own.hint);
    expect(body.unusedUntil).toBe((await keyOf(keyId)).expiresAt?.toISOString());
    server.advanceClock(HOUR_MS);
    expect(await reasonWith(own.secret, name)).toBe("key_expired");
  });

  test.each([
    ["revoked", (id: string) => owner.trpc.apiKeys.revoke.mutate({ id }), "key_revoked"],
    ["revoked with many, its successor among them", (id: string) => revokeWithSuccessor(id), "key_revoked"],
    ["rotated now", (id: string) => owner.trpc.apiKeys.rotate.mutate({ id }), "key_revoked"],
    [
      "rotated to end when moved",
      (id: string) => owner.trpc.apiKeys.rotate.mutate({ id, oldKeyEnds: { kind: "whenMoved" } }),
      "key_revoked",
    ],
    ["revoked with its executor", (id: string) => deleteExecutorOf(id), "key_revoked"],
  ])("does not outlive a key that is %s: a thief of that one may have made the successor", async (_, end, reason) => {
    const { name, keyId, ask } = await connectHost(owner);
    const own = ownSecret();
    const { body } = await ask(own.secretHash, own.hint);
    await end(keyId);
    expect(await reasonWith(own.secret, name)).toBe(reason);
    const rows = await owner.trpc.audit.list.query({ targetId: body.key!.id, action: "api_key.revoked" });
    expect(rows.items).toMatchObject([{ details: { predecessorKeyId: keyId } }]);
    expect(await keyOf(body.key!.id)).toMatchObject({ status: "revoked", unused: null });
  });
  const successorsOf = async (id: string) =>
    (await server.database.client.apiKey.findMany({ where: { replacesKeyId: id } })).map((row) => row.id);
  const revokeWithSuccessor = async (id: string) =>
    owner.trpc.apiKeys.revokeMany.mutate({ ids: [id, ...(await successorsOf(id))] });
  const deleteExecutorOf = async (id: string) => {
    const { usedBy } = await keyOf(id);
    await owner.trpc.executors.delete.mutate({ id: usedBy.executors[0]!.id });
  };

  test("is paused with the key that it renews", async () => {
    const { name, keyId, ask } = await connectHost(owner);
    const own = ownSecret();
    await ask(own.secretHash, own.hint);
    await owner.trpc.apiKeys.pause.mutate({ id: keyId, minutes: 10 });
    expect(await reasonWith(own.secret, name)).toBe("key_paused");
    expect((await ask(own.secretHash, own.hint)).reason).toBe("key_paused");
    server.advanceClock(10 * MINUTE_MS);
    expect(await reasonWith(own.secret, name)).toBeNull();
  });

  test("and a revocation at one instant leave either the successor in use, or neither", async () => {
    for (let round = 0; round < 8; round++) {
      const { name, secret, keyId, ask } = await connectHost(owner);
      const own = ownSecret();
      await ask(own.secretHash, own.hint);
      const [synced] = await Promise.all([
        reasonWith(own.secret, name),
        reasonOf(owner.trpc.apiKeys.revoke.mutate({ id: keyId })),
      ]);
      expect(await reasonWith(secret, name)).toBe("key_revoked");
      expect([null, "key_revoked"]).toContain(synced);
      expect(await reasonWith(own.secret, name)).toBe(synced);
    }
  });

  test("is refused to another name, another kind, a name that uses another key, and a key that is not good", async () => {
    const { name, secret, keyId } = await connectHost(owner);
    const other = await connectHost(owner);
    expect((await renew(server, secret, { name: other.name })).reason).toBe("renewal_not_bound");
    expect((await renew(server, secret, { name: "unheard" })).reason).toBe("renewal_not_bound");
    expect((await renew(server, secret, { name, kind: "operator" })).reason).toBe("kind_mismatch");
    expect((await renew(server, secret, { name, organization: "another" })).reason).toBe("organization_mismatch");
    const { secretHash } = await server.database.client.apiKey.findUniqueOrThrow({ where: { id: other.keyId } });
    expect((await renew(server, secret, { name, secretHash })).reason).toBe("key_exists");
    expect((await renew(server, null, { name })).reason).toBe("key_missing");
    expect((await renew(server, ownSecret().secret, { name })).reason).toBe("key_unknown");
    const odd = await renew(server, secret, { name, secretHash: secret });
    expect(odd).toMatchObject({ status: 400, reason: "invalid_input" });
    expect(odd.text).not.toContain(secret);
    await owner.trpc.apiKeys.rotate.mutate({ id: keyId, oldKeyEnds: { kind: "whenMoved" } });
    expect((await renew(server, secret, { name })).reason).toBe("key_retiring");
    await owner.trpc.apiKeys.revoke.mutate({ id: keyId });
    expect((await renew(server, secret, { name })).reason).toBe("key_revoked");
  });

  test("of an unused successor can't be rotated, renewed or used to renew", async () => {
    const { name, ask } = await connectHost(owner);
    const own = ownSecret();
    const { body } = await ask(own.secretHash, own.hint);
    const { id } = body.key!;
    expect(await reasonOf(owner.trpc.apiKeys.rotate.mutate({ id }))).toBe("renewal_pending");
    expect(await reasonOf(owner.trpc.apiKeys.renew.mutate({ id }))).toBe("renewal_pending");
    expect((await renew(server, own.secret, { name })).reason).toBe("renewal_not_bound");
  });
});

test("from the return of the first sync with the successor on, none of three servers accepts the old key", async () => {
  const first = await startTestServer("postgresql");
  onTestFinished(() => first.close());
  const owner = await first.signIn((await first.addOrganization("Acme")).owner);
  const clients = [owner];
  for (let count = 1; count < 3; count++) {
    const { url, close } = await first.startAnother();
    onTestFinished(() => close());
    clients.push(new Client(url));
  }
  const { name, secret: issued } = await connectHost(owner, { targeted: true });
  let secret = issued;
  for (let renewal = 0; renewal < 6; renewal++) {
    // Each server has it in memory.
    for (const client of clients) expect((await client.sync(secret, { name })).status).toBe(200);
    const { secret: next, hashed } = ownSecret();
    const [asked, moved] = [clients[renewal % 3] ?? owner, clients[(renewal + 1) % 3] ?? owner];
    expect(await renew(asked, secret, { name, ...hashed })).toMatchObject({ status: 200 });
    expect((await moved.sync(next, { name })).status).toBe(200);
    const answers = await Promise.all(clients.map((client) => client.sync(secret, { name })));
    expect(answers.map(({ reason }) => reason)).toEqual(["key_revoked", "key_revoked", "key_revoked"]);
    secret = next;
  }
});
