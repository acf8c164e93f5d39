import type { Database, DatabaseTransaction } from "@excalibur/db";
import { expect, test } from "vitest";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer } from "./harness/test-server.ts";

/** A database in which the removal of an executor's row waits at a gate, its reads already done. */
function withGate() {
  let arrive = () => {};
  let open = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  const held = (tx: DatabaseTransaction): DatabaseTransaction => {
    const { deleteMany } = tx.executor;
    const executor = new Proxy(tx.executor, {
      get: (target, name) =>
        name === "deleteMany"
          ? async (input: Parameters<typeof deleteMany>[0]) => {
              arrive();
              await opened;
              return deleteMany(input);
            }
          : Reflect.get(target, name),
    });
    return new Proxy(tx, { get: (target, name) => (name === "executor" ? executor : Reflect.get(target, name)) });
  };
  const through = (database: Database): Database => ({
    ...database,
    transact: (work) => database.transact((tx) => work(held(tx))),
  });
  return { through, arrived, open };
}

test.each(dialectsOfLane("postgresql"))(
  "on %s an executor that moves to another key in the moment it is deleted takes that key with it",
  async (dialect) => {
    const gate = withGate();
    const server = await startTestServer(dialect, {}, { through: gate.through });
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const target = { kind: "newExecutor" } as const;
    const a = await owner.trpc.apiKeys.create.mutate({ name: "A", target });
    const b = await owner.trpc.apiKeys.create.mutate({ name: "B", target });
    await owner.sync(a.secret, { name: "edge-1" });
    const { items } = await owner.trpc.executors.list.query({});
    const id = items[0]?.id ?? "";

    const deleted = owner.trpc.executors.delete.mutate({ id });
    await gate.arrived;
    const moved = owner.sync(b.secret, { name: "edge-1" });
    // With one writer the move has to wait for the deletion, and then finds no executor of that name.
    if (dialect === "postgresql") await moved;
    gate.open();
    expect(await deleted).toEqual({ id });
    await moved;

    const { executorEvent, apiKey } = server.database.client;
    const events = await executorEvent.findMany({ where: { executorId: id }, orderBy: { id: "asc" } });
    const boundLast = events.filter(({ type }) => type !== "executor.deleted").at(-1)?.keyId ?? "";
    expect(events.at(-1)).toMatchObject({ type: "executor.deleted", keyId: boundLast });
    expect(await apiKey.findUnique({ where: { id: boundLast } })).toMatchObject({ revokedAt: expect.any(Date) });
    await server.close();
  },
);
