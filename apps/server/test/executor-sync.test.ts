import { NEXT_SYNC_IN_MS, OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import { describe, expect, onTestFinished, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { eventually } from "./harness/eventually.ts";
import { serveExecutors } from "./harness/serve-executors.ts";
import { startTestServer } from "./harness/test-server.ts";

describe.each(dialectsAboveStores)("an executor's sync on %s", (dialect) => {
  const { acme, newKey, targetedKey, executorNamed, eventsOf } = serveExecutors(dialect);

  test("the first one creates the executor, binds it to the key and writes one event", async () => {
    const { key, secret } = await newKey("first");
    const { status, body } = await acme.owner.sync(secret, { name: "first-1", version: "2.1", host: "host.example" });
    expect(status).toBe(200);
    const executor = await executorNamed("first-1");
    expect(body).toEqual({
      executor: { id: executor.id, name: "first-1" },
      organization: { id: acme.tenant.organizationId, slug: acme.tenant.slug },
      key: { id: key.id, expiresAt: null },
      serverTime: expect.any(String),
      nextSyncInMs: NEXT_SYNC_IN_MS,
      instructions: [],
    });
    expect(executor).toMatchObject({ online: true, version: "2.1", host: "host.example", boundKey: { id: key.id } });
    await acme.owner.sync(secret, { name: "first-1", version: "2.1", host: "host.example" });
    expect(await eventsOf("first-1")).toMatchObject([{ type: "executor.connected", keyId: key.id }]);
  });

  test("20 simultaneous first syncs of one name make one executor and one event", async () => {
    const { secret } = await newKey("stampede");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => acme.owner.sync(secret, { name: "stampede-1" })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await eventsOf("stampede-1")).toHaveLength(1);
    expect(await acme.server.database.client.executor.count({ where: { name: "stampede-1" } })).toBe(1);
  });

  test("last used and last seen move within 5 s", async () => {
    const server = await startTestServer(dialect, {}, { repeatsJobs: true });
    onTestFinished(() => server.close());
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "moving", target: { kind: "newExecutor" } });
    await owner.sync(secret, { name: "moving-1" });
    await owner.sync(secret, { name: "moving-1" });
    await eventually(async () => {
      expect((await owner.trpc.apiKeys.get.query({ id: key.id })).lastUsedAt).not.toBeNull();
    });
  });

  test("new facts are kept, without an event", async () => {
    const { secret } = await newKey("facts");
    await acme.owner.sync(secret, { name: "facts-1", version: "1" });
    await acme.owner.sync(secret, {
      name: "facts-1",
      version: "2",
      host: "moved.example",
      capabilities: { gpu: true },
    });
    expect(await executorNamed("facts-1")).toMatchObject({ version: "2", host: "moved.example" });
    expect(await eventsOf("facts-1")).toHaveLength(1);
  });

  test("one that was silent for 30 s has reconnected, once", async () => {
    const { secret } = await newKey("silent");
    await acme.owner.sync(secret, { name: "silent-1" });
    acme.server.advanceClock(OFFLINE_AFTER_MS);
    expect(await executorNamed("silent-1")).toMatchObject({ online: false });
    await acme.owner.sync(secret, { name: "silent-1" });
    await acme.owner.sync(secret, { name: "silent-1" });
    expect((await eventsOf("silent-1")).map(({ type }) => type)).toEqual([
      "executor.connected",
      "executor.reconnected",
    ]);
  });

  test("it is online since its first sync, or since its return, also when it moves to another key meanwhile", async () => {
    const { secret } = await newKey("steady");
    await acme.owner.sync(secret, { name: "steady-1" });
    const { id, onlineSince, firstSeenAt } = await executorNamed("steady-1");
    expect(onlineSince).toEqual(firstSeenAt);
    acme.server.advanceClock(1_000);
    await acme.owner.sync((await targetedKey(id, false)).secret, { name: "steady-1" });
    expect((await executorNamed("steady-1")).onlineSince).toEqual(firstSeenAt);
    acme.server.advanceClock(OFFLINE_AFTER_MS);
    expect(await executorNamed("steady-1")).toMatchObject({ online: false, onlineSince: null });
    await acme.owner.sync((await newKey("steady next")).secret, { name: "steady-1" });
    const back = await executorNamed("steady-1");
    expect(back.onlineSince).toEqual(back.lastSeenAt);
  });

  test("a list counts the executors online and offline among those the search finds", async () => {
    const { secret } = await newKey("counted");
    await acme.owner.sync(secret, { name: "counted-1" });
    acme.server.advanceClock(OFFLINE_AFTER_MS);
    for (const name of ["counted-2", "counted-3"]) await acme.owner.sync(secret, { name });
    const found = await acme.owner.trpc.executors.list.query({ search: "counted", online: false, limit: 1 });
    expect(found.items.map(({ name }) => name)).toEqual(["counted-1"]);
    expect(found.counts).toEqual({ online: 2, offline: 1, refused: 0, duplicated: 0 });
  });

  test("silence of 30 s is one event, and so is the return; a rebind or a restart of the server makes no more", async () => {
    const { secret } = await newKey("quiet");
    await acme.owner.sync(secret, { name: "quiet-1" });
    acme.server.advanceClock(OFFLINE_AFTER_MS + 1_000);
    await Promise.all([acme.server.noticeSilence(), acme.server.noticeSilence()]);
    await acme.server.noticeSilence();
    await acme.owner.sync(secret, { name: "quiet-1" });
    await acme.server.noticeSilence();
    const { id } = await executorNamed("quiet-1");
    const { items } = await acme.owner.trpc.events.list.query({ executorId: id });
    expect(items.map(({ type, level }) => [type, level])).toEqual([
      ["executor.reconnected", "info"],
      ["executor.disconnected", "warning"],
      ["executor.connected", "info"],
    ]);
    expect(items.every(({ executor }) => executor.name === "quiet-1")).toBe(true);
  });

  test("events are listed the newest first, in pages, by executor, type and level", async () => {
    const all = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof acme.owner.trpc.events.list.query>> =
        await acme.owner.trpc.events.list.query({
          limit: 3,
          cursor,
        });
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const { items: whole } = await acme.owner.trpc.events.list.query({ limit: 200 });
    expect(all).toEqual(whole);
    expect(whole.map(({ at }) => at.getTime())).toEqual(whole.map(({ at }) => at.getTime()).toSorted((a, b) => b - a));
    const { items: warnings } = await acme.owner.trpc.events.list.query({ level: "warning" });
    expect(new Set(warnings.map(({ level }) => level))).toEqual(new Set(["warning"]));
    const { items: connected } = await acme.owner.trpc.events.list.query({ type: "executor.connected" });
    expect(new Set(connected.map(({ type }) => type))).toEqual(new Set(["executor.connected"]));
  });

  test("events of a time span are those from its start to just before its end", async () => {
    const { items: whole } = await acme.owner.trpc.events.list.query({ limit: 200 });
    const [newest, oldest] = [whole[1]?.at, whole.at(-2)?.at];
    const { items } = await acme.owner.trpc.events.list.query({ limit: 200, from: oldest, to: newest });
    expect(items).toEqual(whole.filter(({ at }) => at >= (oldest ?? at) && at < (newest ?? at)));
    expect(items.length).toBeGreaterThan(0);
  });

  test("the key history names every key it was bound to and when, the newest first, deleted ones too", async () => {
    const keys = [];
    for (const name of ["history a", "history b", "history c"]) keys.push(await newKey(name));
    for (const { secret } of keys) {
      await acme.owner.sync(secret, { name: "history-1" });
      acme.server.advanceClock(1_000);
    }
    const [first, second, third] = keys.map(({ key }) => key.id);
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: first ?? "" });
    await acme.owner.trpc.apiKeys.delete.mutate({ id: first ?? "" });
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: second ?? "" });
    const { id } = await executorNamed("history-1");

    const { items, nextCursor } = await acme.owner.trpc.executors.keyHistory.query({ id });
    expect(items).toEqual([
      { key: { id: third, name: "history c", status: "active" }, from: expect.any(Date), until: null },
      { key: { id: second, name: "history b", status: "revoked" }, from: expect.any(Date), until: items[0]?.from },
      { key: { id: first, name: "history a", status: "deleted" }, from: expect.any(Date), until: items[1]?.from },
    ]);
    expect(nextCursor).toBeNull();

    const paged = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof acme.owner.trpc.executors.keyHistory.query>> =
        await acme.owner.trpc.executors.keyHistory.query({ id, limit: 1, cursor });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(items);

    // The events may have been forgotten; what it is bound to may not.
    await acme.server.database.client.executorEvent.deleteMany({ where: { executorId: id } });
    expect((await acme.owner.trpc.executors.keyHistory.query({ id })).items).toEqual([items[0]]);
  });

  test("the kind is fixed by the first one", async () => {
    const { secret } = await newKey("kind");
    await acme.owner.sync(secret, { name: "kind-1", kind: "agent" });
    const other = await newKey("kind 2");
    for (const presented of [secret, other.secret]) {
      expect(await acme.owner.sync(presented, { name: "kind-1", kind: "operator" })).toMatchObject({
        status: 409,
        reason: "kind_mismatch",
      });
    }
  });
});
