import { describe, expect, test } from "vitest";
import { reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(dialectsOfLane("postgresql"))("the life of a key on %s", (dialect) => {
  const acme = serveAcme(dialect);

  const create = (name: string, more: { expiresInDays?: number } = {}) =>
    acme.owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR, ...more });

  test("a created key is active, carries its secret once, and expires after whole days of 24 hours", async () => {
    const { key, secret } = await create("  prod ", { expiresInDays: 30 });
    expect(key).toMatchObject({ name: "prod", status: "active", hint: secret.slice(0, 8), lastUsedAt: null });
    expect(key.expiresAt!.getTime() - key.createdAt.getTime()).toBe(30 * DAY_MS);
    expect(JSON.stringify(await acme.owner.trpc.apiKeys.get.query({ id: key.id }))).not.toContain(secret);
  });

  test("the walk of the README: connect, rotate, revoke, delete", async () => {
    const { key, secret } = await create("walk");
    expect(await acme.owner.sync(secret, { name: "walker" })).toMatchObject({ status: 200 });

    const rotated = await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id });
    expect(rotated.replaced).toMatchObject({ id: key.id, status: "revoked", replacedByKeyId: rotated.key.id });
    expect(rotated.key).toMatchObject({ status: "active", replacesKeyId: key.id, expiresAt: null });
    expect(await acme.owner.sync(secret, { name: "walker" })).toMatchObject({ status: 401, reason: "key_revoked" });
    expect(await acme.owner.sync(rotated.secret, { name: "walker" })).toMatchObject({ status: 200 });

    const revoked = await acme.owner.trpc.apiKeys.revoke.mutate({ id: rotated.key.id });
    expect(revoked.key.status).toBe("revoked");
    expect(revoked.receipt).toMatchObject({ acknowledged: 1, expiredLeases: 0 });
    expect(await acme.owner.sync(rotated.secret, { name: "walker" })).toMatchObject({
      status: 401,
      reason: "key_revoked",
    });

    expect(await acme.owner.trpc.apiKeys.delete.mutate({ id: rotated.key.id })).toEqual({ id: rotated.key.id });
    expect(await acme.owner.sync(rotated.secret, { name: "walker" })).toMatchObject({
      status: 401,
      reason: "key_unknown",
    });
    expect(await reasonOf(acme.owner.trpc.apiKeys.get.query({ id: rotated.key.id }))).toBe("key_not_found");
  });

  test("a key made for a name is bound to it from the start, and its executor is shown with it once it is there", async () => {
    const { owner } = acme;
    const target = { kind: "name", name: "named-1", executorKind: "operator" } as const;
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "named", target });
    expect(key.target).toEqual(target);
    const refusedAs = async (name: string, kind: string) => (await owner.sync(secret, { name, kind })).reason;
    expect(await refusedAs("another-name", "operator")).toBe("key_bound_to_other_executor");
    expect(await refusedAs("named-1", "agent")).toBe("kind_mismatch");
    const none = await owner.trpc.executors.list.query({ search: "named-1" });
    expect(none.items).toEqual([]);
    expect(await refusedAs("named-1", "operator")).toBeNull();
    await acme.server.flushPresence();
    expect(await owner.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({
      usedBy: { executors: [{ name: "named-1" }] },
      lastRefusal: { reason: "kind_mismatch", executorName: "named-1" },
    });

    const next = await owner.trpc.apiKeys.create.mutate({ name: "next", target: { kind: "name", name: "named-1" } });
    expect(next.key.target).toMatchObject({ kind: "executor", name: "named-1" });
    const { items } = await owner.trpc.executors.list.query({ search: "named-1" });
    expect(items).toMatchObject([{ pendingKey: { id: next.key.id } }]);
  });

  test("a key whose secret the caller has made is answered without one, and no secret is issued twice", async () => {
    const { owner } = acme;
    const { secret, secretHash, hint } = ownSecret();
    const input = { name: "own", target: { kind: "name", name: "own-1" }, secretHash, hint } as const;
    const created = await owner.trpc.apiKeys.create.mutate(input);
    expect(created).toMatchObject({ secret: null, key: { hint, status: "active" } });
    expect(JSON.stringify(created)).not.toContain(secretHash);
    expect(await owner.sync(secret, { name: "own-1" })).toMatchObject({ status: 200 });
    expect(await reasonOf(owner.trpc.apiKeys.create.mutate(input))).toBe("key_exists");
    await owner.trpc.apiKeys.revoke.mutate({ id: created.key.id });
    expect(await reasonOf(owner.trpc.apiKeys.create.mutate(input))).toBe("key_exists");
  });

  test("a rotated key's successor keeps expiry and target, under the old name with today's date", async () => {
    const { key } = await create("dated 250101", { expiresInDays: 10 });
    const { key: successor } = await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id });
    const today = successor.createdAt.toISOString().slice(2, 10).replaceAll("-", "");
    expect(successor).toMatchObject({ name: `dated ${today}`, expiresAt: key.expiresAt, target: key.target });
  });

  test("revoking twice, rotating a revoked key and deleting one that is not revoked are refused and change nothing", async () => {
    const { key } = await create("refusals");
    expect(await reasonOf(acme.owner.trpc.apiKeys.delete.mutate({ id: key.id }))).toBe("key_not_revoked");
    const { key: revoked } = await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    expect(await reasonOf(acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id }))).toBe("key_revoked");
    expect(await reasonOf(acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id }))).toBe("key_revoked");
    expect(await acme.owner.trpc.apiKeys.get.query({ id: key.id })).toEqual(revoked);
  });

  test("an expired key is refused at its next presentation, can be revoked, and can't be rotated", async () => {
    const { key, secret } = await create("expiring", { expiresInDays: 1 });
    expect(await acme.owner.sync(secret, { name: "expiring-1" })).toMatchObject({ status: 200 });
    acme.server.advanceClock(DAY_MS);
    expect(await acme.owner.sync(secret, { name: "expiring-1" })).toMatchObject({ status: 401, reason: "key_expired" });
    expect(await reasonOf(acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id }))).toBe("key_expired");
    expect(await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id })).toMatchObject({ key: { status: "revoked" } });
  });

  test("two rotations at the same instant: one successor, and the other caller gets a refusal that the key changed", async () => {
    for (let round = 0; round < 10; round++) {
      const { key } = await create(`race ${round}`);
      const outcomes = await Promise.all(
        [1, 2].map(() => reasonOf(acme.owner.together.apiKeys.rotate.mutate({ id: key.id }))),
      );
      expect(outcomes.sort()).toEqual(["accepted", "key_changed"]);
      expect(await acme.server.database.client.apiKey.count({ where: { replacesKeyId: key.id } })).toBe(1);
    }
  });

  test("rotate against revoke at the same instant: one wins, the other is refused, never two successors", async () => {
    for (let round = 0; round < 10; round++) {
      const { key } = await create(`duel ${round}`);
      const [rotated, revoked] = await Promise.all([
        reasonOf(acme.owner.together.apiKeys.rotate.mutate({ id: key.id })),
        reasonOf(acme.owner.together.apiKeys.revoke.mutate({ id: key.id })),
      ]);
      expect([`${rotated} ${revoked}`]).toEqual([
        expect.stringMatching(/^(accepted key_revoked|key_changed accepted)$/),
      ]);
      const successors = await acme.server.database.client.apiKey.count({ where: { replacesKeyId: key.id } });
      expect(successors).toBe(rotated === "accepted" ? 1 : 0);
    }
  });

  test("two revocations at the same instant: one is accepted, the other gets a refusal, and the log has one row", async () => {
    for (let round = 0; round < 10; round++) {
      const { key } = await create(`twice ${round}`);
      const revoke = () => reasonOf(acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id }));
      expect((await Promise.all([revoke(), revoke()])).toSorted()).toEqual(["accepted", "key_revoked"]);
      const rows = await acme.owner.trpc.audit.list.query({ action: "api_key.revoked", targetId: key.id });
      expect(rows.items).toHaveLength(1);
    }
    const { counts } = await acme.owner.trpc.apiKeys.list.query({});
    const { apiKey } = acme.server.database.client;
    expect(counts.revoked).toBe(await apiKey.count({ where: { revokedAt: { not: null } } }));
  });

  test("every change leaves its audit row in the same transaction, chained without a gap", async () => {
    const { key } = await create("audited");
    const { key: successor } = await acme.owner.trpc.apiKeys.rotate.mutate({ id: key.id });
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: successor.id });
    await acme.owner.trpc.apiKeys.delete.mutate({ id: successor.id });

    const { auditRow } = acme.server.database.client;
    const { organizationId } = acme.tenant;
    const rows = await auditRow.findMany({ where: { organizationId }, orderBy: { sequence: "asc" } });
    const ours = rows.filter(({ targetId }) => targetId === key.id || targetId === successor.id);
    expect(ours.map(({ action, targetId, details }) => [action, targetId, JSON.parse(details).cause])).toEqual([
      ["api_key.created", key.id, undefined],
      ["api_key.created", successor.id, undefined],
      ["api_key.revoked", key.id, "rotation"],
      ["api_key.revoked", successor.id, "manual"],
      ["api_key.deleted", successor.id, undefined],
    ]);
    expect(ours.every(({ actorId, actorRole }) => actorId === acme.tenant.owner.userId && actorRole === "owner")).toBe(
      true,
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.slice(1).map(({ previousHash }) => previousHash)).toEqual(rows.slice(0, -1).map(({ hash }) => hash));
  });
});
