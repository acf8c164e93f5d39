import { describe, expect, test } from "vitest";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const MINUTE_MS = 60_000;

describe.each(dialectsOfLane("sqlite"))("refused executors on %s", (dialect) => {
  const acme = serveAcme(dialect);

  const connect = async (name: string) => {
    const { key, secret } = await acme.owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });
    expect(await acme.owner.sync(secret, { name })).toMatchObject({ status: 200 });
    return { key, secret, sync: () => acme.owner.sync(secret, { name }) };
  };
  const executor = async (name: string) => {
    const { items } = await acme.owner.trpc.executors.list.query({ search: name });
    return items.find((item) => item.name === name)!;
  };
  const eventsOf = async (name: string) => {
    const { items } = await acme.owner.trpc.events.list.query({ executorId: (await executor(name)).id });
    return items.map(({ type }) => type.replace("executor.", "")).toReversed();
  };

  test("one whose key is revoked is refused as soon as it tries again, with the reason and since when", async () => {
    const { key, sync } = await connect("refused-1");
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    expect(await executor("refused-1")).toMatchObject({ state: "online", refusal: null });
    acme.server.advanceClock(1_000);
    expect(await sync()).toMatchObject({ reason: "key_revoked" });
    await acme.server.flushPresence();
    const refused = await executor("refused-1");
    expect(refused).toMatchObject({ state: "refused", online: false, refusal: { reason: "key_revoked" } });
    expect(refused.refusal!.since).toEqual(refused.refusal!.lastAt);
    expect(await eventsOf("refused-1")).toEqual(["connected", "refused"]);
  });

  test("one that goes on trying is written down once a minute and is one event; silence is offline", async () => {
    const { key, sync } = await connect("refused-2");
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    acme.server.advanceClock(1_000);
    await sync();
    await acme.server.flushPresence();
    const { refusal: first } = await executor("refused-2");
    for (let tries = 0; tries < 5; tries++) {
      acme.server.advanceClock(5_000);
      await sync();
      await acme.server.flushPresence();
    }
    expect((await executor("refused-2")).refusal).toEqual(first);
    expect(await acme.server.noticeSilence()).toBe(0);
    acme.server.advanceClock(MINUTE_MS);
    await sync();
    await acme.server.flushPresence();
    const { refusal: later } = await executor("refused-2");
    expect(later!.since).toEqual(first!.since);
    expect(later!.lastAt.getTime()).toBeGreaterThan(first!.lastAt.getTime());
    expect(await eventsOf("refused-2")).toEqual(["connected", "refused"]);
    acme.server.advanceClock(3 * MINUTE_MS);
    expect(await executor("refused-2")).toMatchObject({ state: "offline", refusal: null });
    expect(await acme.server.noticeSilence()).toBeGreaterThan(0);
    expect(await eventsOf("refused-2")).toEqual(["connected", "refused", "disconnected"]);
  });

  test("one that gets a new key is online at its first sync with it, and the event says that it is accepted again", async () => {
    const { key, sync } = await connect("refused-3");
    const { id } = await executor("refused-3");
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    acme.server.advanceClock(1_000);
    await sync();
    await acme.server.flushPresence();
    const target = { kind: "executor", executorId: id } as const;
    const { secret } = await acme.owner.trpc.apiKeys.create.mutate({ name: "next", target });
    acme.server.advanceClock(1_000);
    expect(await acme.owner.sync(secret, { name: "refused-3" })).toMatchObject({ status: 200 });
    expect(await executor("refused-3")).toMatchObject({ state: "online", refusal: null });
    expect(await eventsOf("refused-3")).toEqual(["connected", "refused", "accepted_again", "rebound"]);
  });

  test("presenting a refused key under another executor's name does not mark that executor as refused", async () => {
    const { sync } = await connect("victim");
    const { key, secret } = await connect("attacker");
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    acme.server.advanceClock(1_000);
    await sync();
    for (const name of ["victim", "absent-name"]) {
      expect(await acme.owner.sync(secret, { name })).toMatchObject({ reason: "key_revoked" });
    }
    await acme.server.flushPresence();
    expect(await executor("victim")).toMatchObject({ state: "online" });
    expect(await eventsOf("victim")).toEqual(["connected"]);
    expect(await executor("absent-name")).toBeUndefined();
  });

  test("a refused key under a thousand names costs a read a second, and writes nothing of them", async () => {
    const { key, secret } = await connect("flooded");
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    acme.server.advanceClock(MINUTE_MS);
    let statements = 0;
    const stop = acme.server.database.onQuery(() => statements++);
    for (let first = 0; first < 1_100; first += 50) {
      const names = Array.from({ length: 50 }, (_, index) => `made-up-${first + index}`);
      await Promise.all(names.map((name) => acme.owner.sync(secret, { name })));
    }
    await acme.server.flushPresence();
    stop();
    expect(statements).toBeLessThan(100);
    expect((await acme.owner.trpc.executors.list.query({ search: "made-up" })).items).toEqual([]);
  });
});
