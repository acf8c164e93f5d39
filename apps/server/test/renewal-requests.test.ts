import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reasonOf, type Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { connectHost, instructionsOf, renew, type ConnectedHost } from "./harness/renew.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ANY = { kind: "newExecutor" } as const;

type Shared = Pick<ConnectedHost, "keyId" | "executorId">;

describe.each(dialectsOfLane("sqlite"))("a renewal that is asked for on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  beforeAll(async () => {
    server = await startTestServer(dialect);
    owner = await server.signIn((await server.addOrganization("Acme")).owner);
  });
  afterAll(() => server.close());

  const keyOf = (id: string) => owner.trpc.apiKeys.get.query({ id });
  const reasonWith = async (secret: string, name: string) => (await owner.sync(secret, { name })).reason;

  test("of a shared key gives each executor a successor of its own; the old key ends with the last that moves", async () => {
    const first = await connectHost(owner);
    const others = [
      await connectHost(owner, { secret: first.secret }),
      await connectHost(owner, { secret: first.secret }),
    ];
    const all = [first, ...others];
    const told = await owner.trpc.apiKeys.renew.mutate({ id: first.keyId });
    expect(told).toEqual({ executors: 3 });
    server.advanceClock(MINUTE_MS / 2 - 5_000);
    const own = all.map(() => ownSecret());
    for (const [at, { name, ask }] of all.entries()) {
      expect(await instructionsOf(owner, first.secret, name)).toEqual([{ kind: "renew", keyId: first.keyId }]);
      expect(await ask(own[at]!.secretHash, own[at]!.hint)).toMatchObject({ status: 200 });
    }
    // None is good for another of them.
    expect(await reasonWith(own[0]!.secret, all[1]!.name)).toBe("key_bound_to_other_executor");
    for (const [at, { name }] of all.entries()) {
      expect(await keyOf(first.keyId)).toMatchObject({ status: "active", renewing: all.length - at });
      expect(await reasonWith(own[at]!.secret, name)).toBeNull();
      expect(await instructionsOf(owner, own[at]!.secret, name)).toEqual([]);
      if (at < 2) expect(await keyOf(first.keyId)).toMatchObject({ status: "active", retiresWhenMoved: true });
    }
    expect(await keyOf(first.keyId)).toMatchObject({ status: "revoked" });
    const { boundKey } = await owner.trpc.executors.get.query({ id: all[1]!.executorId });
    expect(await keyOf(boundKey!.id)).toMatchObject({ target: { kind: "executor", name: all[1]!.name } });
    for (const { name } of all) expect(await reasonWith(first.secret, name)).toBe("key_revoked");
  });

  test.each([
    ["by itself", ({ keyId: id }: Shared) => owner.trpc.apiKeys.revoke.mutate({ id })],
    ["with many", ({ keyId }: Shared) => owner.trpc.apiKeys.revokeMany.mutate({ ids: [keyId] })],
    ["with an executor's access", ({ executorId: id }: Shared) => owner.trpc.executors.revokeAccess.mutate({ id })],
  ])(
    "of a shared key that is revoked %s before all have moved: question and receipt name who goes on, and whose next key is revoked too",
    async (_, revokeBy) => {
      const first = await connectHost(owner);
      const [moved, waiting] = [
        await connectHost(owner, { secret: first.secret }),
        await connectHost(owner, { secret: first.secret }),
      ];
      const [own, unused] = [ownSecret(), ownSecret()];
      await moved.ask(own.secretHash, own.hint);
      expect(await reasonWith(own.secret, moved.name)).toBeNull();
      await waiting.ask(unused.secretHash, unused.hint);
      // It has renewed its own key since, and goes on with that one's successor.
      const next = ownSecret();
      const { secretHash, hint } = next;
      expect(await renew(owner, own.secret, { name: moved.name, secretHash, hint })).toMatchObject({ status: 200 });
      expect(await reasonWith(next.secret, moved.name)).toBeNull();
      const { boundKey } = await owner.trpc.executors.get.query({ id: moved.executorId });
      const followers = { unused: [waiting.name], moved: [{ name: moved.name, keyId: boundKey!.id }] };
      expect(await owner.trpc.apiKeys.preview.query({ ids: [first.keyId] })).toMatchObject({ followers });
      const others = { ids: [first.keyId, (await connectHost(owner)).keyId] };
      expect(await owner.trpc.apiKeys.preview.query(others)).toMatchObject({ followers });
      const both = { ids: [...others.ids, boundKey!.id] };
      expect(await owner.trpc.apiKeys.preview.query(both)).toMatchObject({ followers: { ...followers, moved: [] } });
      expect(await revokeBy(waiting)).toMatchObject({ followers });
      expect(await reasonWith(next.secret, moved.name)).toBeNull();
      expect(await reasonWith(unused.secret, waiting.name)).toBe("key_revoked");
      expect(await reasonWith(first.secret, first.name)).toBe("key_revoked");
    },
  );

  test("of a shared key can have an end by the clock, for executors that do not move; unused successors end then too", async () => {
    const first = await connectHost(owner);
    const second = await connectHost(owner, { secret: first.secret });
    const own = ownSecret();
    await second.ask(own.secretHash, own.hint);
    const oldKeyEndsAt = new Date((await keyOf(first.keyId)).createdAt.getTime() + HOUR_MS);
    await owner.trpc.apiKeys.renew.mutate({ id: first.keyId, oldKeyEndsAt });
    expect(await keyOf(first.keyId)).toMatchObject({ retiresAt: oldKeyEndsAt });
    expect(await reasonWith(first.secret, first.name)).toBeNull();
    server.advanceClock(HOUR_MS);
    expect(await reasonWith(first.secret, first.name)).toBe("key_expired");
    expect(await reasonWith(own.secret, second.name)).toBe("key_expired");
    await server.endRetiredKeys();
    const { items } = await owner.trpc.audit.list.query({ targetId: first.keyId, action: "api_key.revoked" });
    expect(items).toMatchObject([{ actor: { kind: "system" }, details: { cause: "renewal" } }]);
    const late = { id: first.keyId, oldKeyEndsAt: new Date(oldKeyEndsAt.getTime() + 30 * DAY_MS) };
    expect(await reasonOf(owner.trpc.apiKeys.renew.mutate(late))).toBe("key_revoked");
    const fresh = await connectHost(owner);
    expect(await reasonOf(owner.trpc.apiKeys.renew.mutate({ ...late, id: fresh.keyId }))).toBe("invalid_input");
  });

  test("is asked for in the answers to one executor alone, until it has been done, at every server", async () => {
    const first = await connectHost(owner);
    const second = await connectHost(owner, { secret: first.secret });
    expect(await instructionsOf(owner, first.secret, first.name)).toEqual([]);
    expect(await owner.trpc.executors.renew.mutate({ id: first.executorId })).toEqual({ executors: 1 });
    expect(await owner.trpc.executors.renew.mutate({ id: first.executorId })).toEqual({ executors: 0 });
    for (let sync = 0; sync < 3; sync++) {
      expect(await instructionsOf(owner, first.secret, first.name)).toEqual([{ kind: "renew", keyId: first.keyId }]);
      expect(await instructionsOf(owner, second.secret, second.name)).toEqual([]);
    }
    const own = ownSecret();
    await first.ask(own.secretHash, own.hint);
    expect(await instructionsOf(owner, first.secret, first.name)).toHaveLength(1);
    expect(await instructionsOf(owner, own.secret, first.name)).toEqual([]);
  });

  test("can be asked of a selection or a filter, which says what was skipped and why", async () => {
    const [one, two] = [await connectHost(owner), await connectHost(owner)];
    const { key: unused } = await owner.trpc.apiKeys.create.mutate({ name: "unused", target: ANY });
    const { key: revoked } = await owner.trpc.apiKeys.create.mutate({ name: "revoked", target: ANY });
    await owner.trpc.apiKeys.revoke.mutate({ id: revoked.id });
    const ids = [one.keyId, two.keyId, unused.id, revoked.id, "key_00000000000000000000000000"];
    const asked = await owner.trpc.apiKeys.renewMany.mutate({ ids });
    expect(asked.asked.toSorted()).toEqual([one.keyId, two.keyId].toSorted());
    expect(asked.executors).toBe(2);
    expect(Object.fromEntries(asked.skipped.map(({ id, reason }) => [id, reason]))).toEqual({
      [unused.id]: "key_unused",
      [revoked.id]: "key_revoked",
      key_00000000000000000000000000: "key_not_found",
    });
    const filter = { search: one.name, status: "active" } as const;
    expect(await reasonOf(owner.trpc.apiKeys.renewMany.mutate({ ...filter, expectedTotal: 77 }))).toBe(
      "preview_outdated",
    );
    expect(await reasonOf(owner.trpc.apiKeys.renew.mutate({ id: unused.id }))).toBe("key_unused");
  });

  test("that an executor can't do is said on its page with the reason and in one event, while the key stays good", async () => {
    const { name, secret, executorId } = await connectHost(owner);
    await owner.trpc.executors.renew.mutate({ id: executorId });
    const say = (cannotRenew?: string) => owner.sync(secret, { name, ...(cannotRenew && { cannotRenew }) });
    for (let sync = 0; sync < 3; sync++) expect((await say("read_only")).reason).toBeNull();
    const shown = () => owner.trpc.executors.get.query({ id: executorId });
    expect(await shown()).toMatchObject({ renewal: { cannotRenew: "read_only" }, state: "online" });
    const events = await owner.trpc.events.list.query({ executorId, type: "executor.cannot_renew" });
    expect(events.items).toMatchObject([{ level: "warning", details: { reason: "read_only" } }]);
    await say();
    expect(await shown()).toMatchObject({ renewal: { cannotRenew: null } });
    expect((await say("because I say so")).reason).toBe("invalid_input");
  });
});
