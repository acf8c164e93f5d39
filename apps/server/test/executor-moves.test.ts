import { describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { serveExecutors } from "./harness/serve-executors.ts";

describe.each(dialectsAboveStores)("a move of an executor to another key, on %s", (dialect) => {
  const { acme, newKey, targetedKey, executorNamed, eventsOf } = serveExecutors(dialect);

  test("a key made for one executor is refused for any other name", async () => {
    const { secret } = await newKey("bound");
    await acme.owner.sync(secret, { name: "bound-1" });
    const { id } = await executorNamed("bound-1");
    const targeted = await targetedKey(id, false);
    expect(await acme.owner.sync(targeted.secret, { name: "bound-2" })).toMatchObject({
      status: 403,
      reason: "key_bound_to_other_executor",
    });
  });

  test("a targeted key leaves the executor on its old one until it presents the new one; then it has moved", async () => {
    const old = await newKey("retarget");
    await acme.owner.sync(old.secret, { name: "retarget-1" });
    const { id } = await executorNamed("retarget-1");
    const next = await targetedKey(id, false);
    expect(await executorNamed("retarget-1")).toMatchObject({
      boundKey: { id: old.key.id },
      pendingKey: { id: next.key.id },
    });
    expect(await acme.owner.sync(old.secret, { name: "retarget-1" })).toMatchObject({ status: 200 });
    expect(await acme.owner.sync(next.secret, { name: "retarget-1" })).toMatchObject({ status: 200 });
    expect(await executorNamed("retarget-1")).toMatchObject({ boundKey: { id: next.key.id }, pendingKey: null });
    expect(await acme.owner.trpc.apiKeys.get.query({ id: old.key.id })).toMatchObject({
      status: "active",
      usedBy: { total: 0 },
    });
    expect((await eventsOf("retarget-1")).at(-1)).toMatchObject({
      type: "executor.rebound",
      details: { previousKeyId: old.key.id, previousKey: "keptByDefault" },
    });
  });

  test("if chosen, the previous key is revoked in the same step as the move, and the audit log names the executor", async () => {
    const old = await newKey("handover");
    await acme.owner.sync(old.secret, { name: "handover-1" });
    const { id } = await executorNamed("handover-1");
    const next = await targetedKey(id, true);
    expect(await acme.owner.sync(old.secret, { name: "handover-1" })).toMatchObject({ status: 200 });
    expect(await acme.owner.sync(next.secret, { name: "handover-1" })).toMatchObject({ status: 200 });
    expect(await acme.owner.sync(old.secret, { name: "handover-1" })).toMatchObject({
      status: 401,
      reason: "key_revoked",
    });
    const rows = await acme.server.database.client.auditRow.findMany({
      where: { targetId: old.key.id, action: "api_key.revoked" },
    });
    expect(rows).toMatchObject([{ actorKind: "executor", actorId: id }]);
    expect(JSON.parse(rows[0]!.details)).toEqual({ cause: "rebind", replacedByKeyId: next.key.id });
  });

  test("a previous key that others share is kept, and the event says why", async () => {
    const shared = await newKey("shared");
    await acme.owner.sync(shared.secret, { name: "shared-1" });
    await acme.owner.sync(shared.secret, { name: "shared-2" });
    const { id } = await executorNamed("shared-1");
    const next = await targetedKey(id, true);
    await acme.owner.sync(next.secret, { name: "shared-1" });
    expect(await acme.owner.sync(shared.secret, { name: "shared-2" })).toMatchObject({ status: 200 });
    expect((await eventsOf("shared-1")).at(-1)?.details).toMatchObject({ previousKey: "keptBecauseShared" });
  });

  test("of the executors that leave a shared key at once, the last one revokes it", async () => {
    for (let round = 0; round < 5; round++) {
      const shared = await newKey("left at once");
      const names = Array.from({ length: 4 }, (_, n) => `leaver-${round}-${n}`);
      for (const name of names) await acme.owner.sync(shared.secret, { name });
      const moves = await Promise.all(
        names.map(async (name) => ({ name, ...(await targetedKey((await executorNamed(name)).id, true)) })),
      );
      await Promise.all(moves.map(({ name, secret }) => acme.owner.sync(secret, { name })));
      const { status, usedBy } = await acme.owner.trpc.apiKeys.get.query({ id: shared.key.id });
      expect([status, usedBy.total]).toEqual(["revoked", 0]);
    }
  });
});
