import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { enrol } from "./harness/enrol.ts";
import { eventually } from "./harness/eventually.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { presentUnknownKey } from "./harness/present-unknown-key.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

describe.each(dialectsOfLane("sqlite"))("executors that are locked out after a restore, on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  let organizationId: string;
  beforeAll(async () => {
    server = await startTestServer(dialect);
    const tenant = await server.addOrganization("Acme");
    ({ organizationId } = tenant);
    owner = await server.signIn(tenant.owner);
  });
  afterAll(() => server.close());

  const present = (name: string, claim: { organizationId?: string | null; keyId?: string } = {}) =>
    presentUnknownKey(server, name, { organizationId, ...claim });
  const lockedOut = async () => {
    await server.flushPresence();
    return owner.trpc.executors.lockedOut.query();
  };

  test("are named with the first of their tries in an event, and on the list until they are accepted again", async () => {
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "old", target: { kind: "newExecutor" } });
    await owner.sync(secret ?? "", { name: "web-1" });
    server.advanceClock(1_000);
    const live = await owner.watch();
    for (let tries = 0; tries < 3; tries++) await present("web-1");
    await present("new-since-the-backup");
    const { total, items } = await lockedOut();
    expect(total).toBe(2);
    expect(items).toMatchObject([
      { name: "new-since-the-backup", executorId: null },
      {
        name: "web-1",
        executorId: expect.stringMatching(/^exe_/),
        keyId: expect.stringMatching(/^key_/),
        host: "web-1.example",
      },
    ]);
    await live.tells({ kind: "event", event: expect.objectContaining({ type: "executor.locked_out" }) as object });
    const events = await owner.trpc.events.list.query({ type: "executor.locked_out" });
    expect(events.items.map(({ executor }) => executor.name).toSorted()).toEqual(["new-since-the-backup", "web-1"]);
    expect((await owner.trpc.notices.list.query()).items.map(({ type }) => type)).toContain("executor.locked_out");

    const { codes } = await owner.trpc.codes.createForLockedOut.mutate({});
    expect(codes.map(({ code }) => [code.name, code.kind, code.maxUses])).toEqual([
      ["new-since-the-backup", "agent", 1],
      ["web-1", "agent", 1],
    ]);
    server.advanceClock(1_000);
    for (const { code, secret: text } of codes) {
      const made = ownSecret();
      const { status } = await enrol(server, text, { secretHash: made.secretHash, hint: made.hint });
      expect(status).toBe(200);
      expect((await owner.sync(made.secret, { name: code.name ?? "" })).reason).toBeNull();
    }
    await eventually(async () => expect(await lockedOut()).toEqual({ total: 0, items: [] }));
  });

  test("get the same answer with and without their claim, and a claim of anything that is not so is not noted", async () => {
    const { key } = await owner.trpc.apiKeys.create.mutate({ name: "here", target: { kind: "newExecutor" } });
    const { key: gone } = await owner.trpc.apiKeys.create.mutate({ name: "gone", target: { kind: "newExecutor" } });
    await owner.trpc.apiKeys.revoke.mutate({ id: gone.id });
    await owner.trpc.apiKeys.delete.mutate({ id: gone.id });
    const silent = await present("liar", { organizationId: null });
    expect(silent.status).toBe(401);
    expect(silent.body).toContain("key_unknown");
    const foreign = "org_01jx5v7m2q8r9s0t1v2w3x4y5z";
    // Each under a name of its own: a name is written once a minute.
    const claims = [{ keyId: key.id }, { keyId: gone.id }, { organizationId: foreign }, { keyId: "key_x" }];
    for (const [at, claim] of claims.entries()) {
      expect(await present(`liar-${at}`, claim)).toEqual(silent);
      expect((await lockedOut()).items).toEqual([]);
    }
    expect(await present("honest")).toEqual(silent);
    expect((await lockedOut()).items).toMatchObject([{ name: "honest" }]);
    server.advanceClock(8 * 24 * 60 * 60 * 1000);
  });

  test("are bounded: a made-up name beyond the bound of an organization leaves no row, an executor of it still does", async () => {
    const { lockedOutExecutor } = server.database.client;
    const count = () => lockedOutExecutor.count({ where: { organizationId } });
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "known", target: { kind: "newExecutor" } });
    await owner.sync(secret ?? "", { name: "known-1" });
    const at = new Date();
    const made = { organizationId, executorKind: "agent", keyId: "key_x", host: null, address: "127.0.0.1" };
    const names = Array.from({ length: 499 - (await count()) }, (_, number) => `made-up-${number}`);
    await lockedOutExecutor.createMany({
      data: names.map((executorName) => ({ ...made, executorName, firstAt: at, lastAt: at })),
    });
    for (const name of ["one-more", "one-too-many", "known-1"]) {
      await present(name);
      await server.flushPresence();
    }
    expect(await count()).toBe(501);
    const where = { organizationId, executorName: { in: ["one-more", "one-too-many", "known-1"] } };
    const kept = await lockedOutExecutor.findMany({ where, orderBy: { executorName: "asc" } });
    expect(kept.map(({ executorName }) => executorName)).toEqual(["known-1", "one-more"]);
  });
});
