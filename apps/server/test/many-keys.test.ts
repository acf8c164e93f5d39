import { describe, expect, test } from "vitest";
import { newId } from "../src/identifiers.ts";
import { reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
/** More than one transaction changes. */
const MANY = 620;

describe.each(dialectsOfLane("sqlite"))("many keys in one call on %s", (dialect) => {
  const acme = serveAcme(dialect);

  const create = async (name: string) =>
    acme.owner.trpc.apiKeys.create
      .mutate({ name, target: NEW_EXECUTOR })
      .then(({ key, secret }) => ({ ...key, secret }));

  /** Inserts keys without usable secrets directly: the tests only end them. */
  const plant = async (name: string, count: number) => {
    const { organizationId } = acme.tenant;
    const ids = Array.from({ length: count }, () => newId("key")).toSorted();
    const data = ids.map((id, index) => ({
      id,
      organizationId,
      name: `${name} ${index}`,
      nameFolded: `${name} ${index}`,
      hint: "exc_0000",
      secretHash: id.padEnd(64, "0"),
      createdAt: new Date(),
    }));
    await acme.server.database.client.apiKey.createMany({ data });
    await acme.server.database.client.keyCount.upsert({
      where: { organizationId },
      create: { organizationId, keys: count, revoked: 0 },
      update: { keys: { increment: count } },
    });
    return ids;
  };

  const auditRows = async (action: "api_key.revoked" | "api_key.deleted", ids: readonly string[]) =>
    acme.server.database.client.auditRow.count({ where: { action, targetId: { in: [...ids] } } });

  test("all of a filter are revoked in steps, each with an audit row and the reason, and refused at their next sync", async () => {
    const planted = await plant("leaver", MANY);
    const used = await create("leaver in use");
    expect(await acme.owner.sync(used.secret, { name: "leaver-1" })).toMatchObject({ status: 200 });
    const before = await acme.owner.trpc.apiKeys.list.query({ limit: 1 });

    const preview = await acme.owner.trpc.apiKeys.preview.query({ search: "leaver" });
    expect(preview.counts).toEqual({ active: MANY + 1, expired: 0, revoked: 0 });
    expect(preview.online).toMatchObject({ total: 1, executors: [{ name: "leaver-1" }] });

    const selection = { search: "leaver", expectedTotal: preview.ids.length, reason: "Ada left" };
    const { receipt, revoked, skipped } = await acme.owner.trpc.apiKeys.revokeMany.mutate(selection);
    expect({ revoked, skipped }).toEqual({ revoked: [...planted, used.id].toSorted(), skipped: [] });
    expect(receipt).toMatchObject({ acknowledged: 1, expiredLeases: 0 });
    expect(await acme.owner.sync(used.secret, { name: "leaver-1" })).toMatchObject({ reason: "key_revoked" });
    expect(await acme.owner.trpc.apiKeys.get.query({ id: used.id })).toMatchObject({ revokedReason: "Ada left" });
    const after = await acme.owner.trpc.apiKeys.list.query({ limit: 1 });
    expect(after.counts).toEqual({
      ...before.counts,
      active: before.counts.active - MANY - 1,
      revoked: before.counts.revoked + MANY + 1,
    });
    expect(await auditRows("api_key.revoked", revoked)).toBe(MANY + 1);
    const { items } = await acme.owner.trpc.audit.list.query({ targetKind: "api_key", targetId: used.id, limit: 1 });
    expect(items[0]).toMatchObject({ action: "api_key.revoked", details: { cause: "manual", reason: "Ada left" } });
    expect(await acme.owner.trpc.audit.verify.query()).toMatchObject({ ok: true });
  });

  test("many are rotated at once, each to a successor of its own; those that can't be are left, and the log verifies", async () => {
    const { trpc } = acme.owner;
    const keys = [await create("turn 1"), await create("turn 2"), await create("turn 3")];
    const [first, second, third] = keys as [(typeof keys)[0], (typeof keys)[0], (typeof keys)[0]];
    expect(await acme.owner.sync(second.secret, { name: "turner" })).toMatchObject({ status: 200 });
    await trpc.apiKeys.revoke.mutate({ id: third.id });
    const ids = [...keys.map(({ id }) => id), newId("key"), first.id];
    const { receipt, rotated, skipped } = await trpc.apiKeys.rotateMany.mutate({
      ids,
      oldKeyEnds: { kind: "whenMoved" },
    });
    expect(receipt).toMatchObject({ acknowledged: 1 });
    expect(rotated.map(({ replaced }) => replaced.id)).toEqual([first.id, second.id].toSorted());
    expect(skipped.map(({ id, reason }) => [id, reason]).toSorted()).toEqual(
      [
        [ids[3], "key_not_found"],
        [third.id, "key_revoked"],
      ].toSorted(),
    );
    expect(new Set(rotated.map(({ secret }) => secret)).size).toBe(2);
    // Nothing was bound to the first one, so that it has ended; the second one ends when its executor has moved.
    expect(await acme.owner.sync(first.secret, { name: "other" })).toMatchObject({ reason: "key_revoked" });
    expect(await acme.owner.sync(second.secret, { name: "turner" })).toMatchObject({ status: 200 });
    const moved = rotated.find(({ replaced }) => replaced.id === second.id)!;
    expect(await acme.owner.sync(moved.secret, { name: "turner" })).toMatchObject({ status: 200 });
    expect(await acme.owner.sync(second.secret, { name: "turner" })).toMatchObject({ reason: "key_revoked" });
    expect(await trpc.audit.verify.query()).toMatchObject({ ok: true });
    const tooMany = Array.from({ length: 101 }, () => newId("key"));
    expect(await reasonOf(trpc.apiKeys.rotateMany.mutate({ ids: tooMany }))).toBe("invalid_input");
    expect(await reasonOf(trpc.apiKeys.rotateMany.mutate({ search: "turn", expectedTotal: 101 }))).toBe(
      "invalid_input",
    );
  });

  test("those that a filter finds are rotated with the number that was shown", async () => {
    const keys = [await create("spin 1"), await create("spin 2")];
    const { rotated } = await acme.owner.trpc.apiKeys.rotateMany.mutate({ search: "spin", expectedTotal: 2 });
    expect(rotated.map(({ replaced }) => replaced.id)).toEqual(keys.map(({ id }) => id).toSorted());
  });

  test("a filter that finds another number than was shown changes nothing", async () => {
    const ids = await plant("counted", 3);
    const { trpc } = acme.owner;
    for (const expectedTotal of [2, 4]) {
      const selection = { search: "counted", expectedTotal };
      expect(await reasonOf(trpc.apiKeys.revokeMany.mutate(selection))).toBe("preview_outdated");
      expect(await reasonOf(trpc.apiKeys.deleteMany.mutate(selection))).toBe("preview_outdated");
      expect(await reasonOf(trpc.apiKeys.labelMany.mutate({ ...selection, set: { a: "b" } }))).toBe("preview_outdated");
      expect(await reasonOf(trpc.apiKeys.renewMany.mutate(selection))).toBe("preview_outdated");
      expect(await reasonOf(trpc.apiKeys.rotateMany.mutate(selection))).toBe("preview_outdated");
      expect(await reasonOf(trpc.apiKeys.preview.query(selection))).toBe("preview_outdated");
    }
    expect((await trpc.apiKeys.preview.query({ search: "counted", expectedTotal: 3 })).ids).toEqual(ids);
    expect((await trpc.apiKeys.preview.query({ ids })).counts).toEqual({ active: 3, expired: 0, revoked: 0 });
  });

  test("keys that are gone or in another state are left as they are, and named with the reason", async () => {
    const [first, second] = [await create("first"), await create("second")];
    const { trpc } = acme.owner;
    await trpc.apiKeys.revoke.mutate({ id: second.id });
    const unknown = newId("key");
    const ids = [first.id, second.id, unknown, first.id];
    expect(await trpc.apiKeys.deleteMany.mutate({ ids })).toEqual({
      deleted: [second.id],
      skipped: [
        { id: first.id, reason: "key_not_revoked" },
        { id: unknown, reason: "key_not_found" },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    });
    const revoked = await trpc.apiKeys.revokeMany.mutate({ ids: [first.id, second.id] });
    expect(revoked).toMatchObject({ revoked: [first.id], skipped: [{ id: second.id, reason: "key_not_found" }] });
    expect(await trpc.apiKeys.revokeMany.mutate({ ids: [first.id] })).toMatchObject({
      revoked: [],
      skipped: [{ id: first.id, reason: "key_revoked" }],
    });
    expect(await auditRows("api_key.revoked", [first.id])).toBe(1);
  });

  test("another organization's keys are not found, by id or by filter", async () => {
    const other = await acme.server.addOrganization("Other");
    const theirs = await acme.server.signIn(other.owner);
    const { key } = await theirs.trpc.apiKeys.create.mutate({ name: "theirs alone", target: NEW_EXECUTOR });
    const { trpc } = acme.owner;
    expect(await trpc.apiKeys.preview.query({ ids: [key.id] })).toMatchObject({ ids: [], online: { total: 0 } });
    expect(await trpc.apiKeys.preview.query({ search: "theirs alone" })).toMatchObject({ ids: [] });
    const skipped = [{ id: key.id, reason: "key_not_found" }];
    expect(await trpc.apiKeys.revokeMany.mutate({ ids: [key.id] })).toMatchObject({ revoked: [], skipped });
    expect(await theirs.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({ status: "active" });
  });

  test("two calls for the same keys at once revoke each key once, and none is left", async () => {
    const ids = await plant("raced", 300);
    const calls = [ids, ids.toReversed()].map((some) => acme.owner.together.apiKeys.revokeMany.mutate({ ids: some }));
    const [one, other] = await Promise.all(calls);
    expect([...one!.revoked, ...other!.revoked].toSorted()).toEqual(ids);
    expect(await auditRows("api_key.revoked", ids)).toBe(ids.length);
  });

  test("a selection names ids or a filter with its count, and no more ids than fit", async () => {
    const { trpc } = acme.owner;
    const id = newId("key");
    expect(await reasonOf(trpc.apiKeys.revokeMany.mutate({ search: "x" }))).toBe("invalid_input");
    expect(await reasonOf(trpc.apiKeys.revokeMany.mutate({}))).toBe("invalid_input");
    expect(await reasonOf(trpc.apiKeys.revokeMany.mutate({ ids: [] }))).toBe("invalid_input");
    expect(await reasonOf(trpc.apiKeys.revokeMany.mutate({ ids: [id], search: "x", expectedTotal: 1 }))).toBe(
      "invalid_input",
    );
    const tooMany = Array.from({ length: 5_001 }, () => id);
    expect(await reasonOf(trpc.apiKeys.revokeMany.mutate({ ids: tooMany }))).toBe("invalid_input");
    const asMany = Array.from({ length: 5_000 }, () => newId("key"));
    expect((await trpc.apiKeys.revokeMany.mutate({ ids: asMany })).skipped).toHaveLength(5_000);
    expect((await trpc.apiKeys.preview.query({ ids: asMany.slice(0, 100) })).ids).toEqual([]);
  });
});
