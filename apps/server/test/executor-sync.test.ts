import { NEXT_SYNC_IN_MS, OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import { describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { reasonOf } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsAboveStores)("an executor's sync on %s", (dialect) => {
  const acme = serveAcme(dialect);

  const newKey = async (name: string) => acme.owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });
  const targetedKey = (executorId: string, revokePrevious: boolean) =>
    acme.owner.trpc.apiKeys.create.mutate({
      name: "targeted",
      target: { kind: "executor", executorId, revokePrevious },
    });
  const executorNamed = async (name: string) =>
    (await acme.owner.trpc.executors.list.query({ search: name })).items.find((executor) => executor.name === name)!;
  const eventsOf = async (name: string) =>
    (
      await acme.server.database.client.executorEvent.findMany({
        where: { executorName: name },
        orderBy: { id: "asc" },
      })
    ).map(({ type, keyId, details }) => ({ type, keyId, details: JSON.parse(details) as Record<string, unknown> }));

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
    const { key, secret } = await newKey("moving");
    await acme.owner.sync(secret, { name: "moving-1" });
    await acme.owner.sync(secret, { name: "moving-1" });
    await eventually(async () => {
      expect((await acme.owner.trpc.apiKeys.get.query({ id: key.id })).lastUsedAt).not.toBeNull();
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
    expect(found.counts).toEqual({ online: 2, offline: 1 });
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

  test("connecting a new executor gives a key named after it and a recipe with everything filled in but the key", async () => {
    for (const [place, kind] of [
      ["bareMetal", "agent"],
      ["docker", "agent"],
      ["kubernetes", "operator"],
      ["environment", "agent"],
    ] as const) {
      const name = `connect-${place}-with-a-name-longer-than-a-key-may-have`;
      const { key, secret, recipe } = await acme.owner.trpc.executors.connect.mutate({
        name,
        place,
        expiresInDays: 30,
      });
      const target = { kind: "name", name, executorKind: null };
      expect(key).toMatchObject({ name: name.slice(0, 32), status: "active", target });
      expect(recipe).toContain(acme.server.url);
      expect(recipe).toContain(name);
      expect(recipe).toContain("{{apiKey}}");
      expect(recipe).not.toContain(secret);
      const elsewhere = await acme.owner.sync(secret, { name: `${name}-2`, kind });
      expect(elsewhere).toMatchObject({ status: 403, reason: "key_bound_to_other_executor" });
      expect(await acme.owner.sync(secret, { name, kind })).toMatchObject({ status: 200 });
      expect(await reasonOf(acme.owner.trpc.executors.connect.mutate({ name, place }))).toBe("executor_exists");
    }
  });

  test("a recipe for an existing executor keeps its kind at every place, and a new executor gets the kind of the place", async () => {
    const { secret } = await newKey("kinds");
    await acme.owner.sync(secret, { name: "fixed-operator", kind: "operator" });
    const kindIn = async (name: string, place: "docker" | "kubernetes") => {
      const { recipe } = await acme.owner.trpc.executors.recipe.query({ name, place });
      expect(recipe.match(/\{\{.*?\}\}/g)).toEqual(["{{apiKey}}"]);
      return /EXCALIBUR_KIND[^a-z]+(?:value: ")?(\w+)/.exec(recipe)?.[1];
    };
    expect(await kindIn("fixed-operator", "docker")).toBe("operator");
    expect(await kindIn("not-there-yet", "docker")).toBe("agent");
    expect(await kindIn("not-there-yet", "kubernetes")).toBe("operator");
  });

  test("revoking an executor's access revokes its key for everyone who shares it, at once", async () => {
    const { key, secret } = await newKey("cut");
    await acme.owner.sync(secret, { name: "cut-1" });
    await acme.owner.sync(secret, { name: "cut-2" });
    const { id } = await executorNamed("cut-1");
    const answer = await acme.owner.trpc.executors.revokeAccess.mutate({ id });
    expect(answer).toMatchObject({
      executor: { boundKey: { status: "revoked" } },
      key: { id: key.id, status: "revoked" },
    });
    for (const name of ["cut-1", "cut-2"]) {
      expect(await acme.owner.sync(secret, { name })).toMatchObject({ status: 401, reason: "key_revoked" });
    }
    expect(await reasonOf(acme.owner.trpc.executors.revokeAccess.mutate({ id }))).toBe("key_revoked");
    await acme.owner.trpc.apiKeys.delete.mutate({ id: key.id });
    expect(await reasonOf(acme.owner.trpc.executors.revokeAccess.mutate({ id }))).toBe("executor_has_no_key");
  });

  test("deleting an executor revokes its key, frees its name, keeps its events and audit rows", async () => {
    const { key, secret } = await newKey("deleted");
    await acme.owner.sync(secret, { name: "deleted-1", kind: "agent" });
    const { id } = await executorNamed("deleted-1");
    expect(await acme.owner.trpc.executors.delete.mutate({ id })).toEqual({ id });
    expect(await acme.owner.sync(secret, { name: "deleted-1" })).toMatchObject({ status: 401, reason: "key_revoked" });
    expect(await reasonOf(acme.owner.trpc.executors.get.query({ id }))).toBe("executor_not_found");
    expect((await eventsOf("deleted-1")).map(({ type }) => type)).toEqual(["executor.connected", "executor.deleted"]);
    expect(
      await acme.server.database.client.auditRow.count({ where: { OR: [{ targetId: id }, { targetId: key.id }] } }),
    ).toBe(3);
    const next = await newKey("deleted again");
    expect(await acme.owner.sync(next.secret, { name: "deleted-1", kind: "operator" })).toMatchObject({ status: 200 });
  });
});
