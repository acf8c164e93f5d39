import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const ANY = { kind: "newExecutor" } as const;
const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(dialectsOfLane("postgresql"))("unused keys under a policy, on %s", (dialect) => {
  let server: TestServer;
  let tenant: Tenant;
  let owner: Client;
  beforeAll(async () => {
    server = await startTestServer(dialect);
    tenant = await server.addOrganization("Acme");
    await signIn();
  });
  afterAll(() => server.close());

  /** The tests move the time by more than a session lasts. */
  const signIn = async () => {
    owner = await server.signIn(tenant.owner);
    await server.database.client.session.updateMany({ data: { expiresAt: new Date("2100-01-01") } });
  };
  const restart = async () => {
    await server.restart();
    await signIn();
  };
  const createActive = async (name: string) => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: ANY });
    if (secret === null) throw new Error("The server makes the secret");
    expect((await owner.sync(secret, { name })).reason).toBeNull();
    return { key, secret };
  };
  const get = (id: string) => owner.trpc.apiKeys.get.query({ id });
  const endUnusedAfter = (unusedDays: number | null) => owner.trpc.policies.update.mutate({ unusedDays });
  const reasonFor = async (secret: string, name: string) => (await owner.sync(secret, { name })).reason;
  const after = (instant: Date, days: number) => new Date(instant.getTime() + days * DAY_MS);

  test("an unused key is warned about 7 days before it ends, and its use takes that back on every server", async () => {
    await endUnusedAfter(null);
    const used = await createActive("in-use");
    const second = await server.startAnother();
    onTestFinished(() => second.close());
    const other = new Client(second.url);
    expect((await other.sync(used.secret, { name: "in-use" })).reason).toBeNull();
    await server.flushPresence();
    await second.flushPresence();
    await endUnusedAfter(30);
    server.advanceClock(22 * DAY_MS);
    await server.warnUnusedKeys();
    expect((await get(used.key.id)).unusedEndsAt).toBeNull();
    server.advanceClock(DAY_MS + 60_000);
    const preview = await owner.trpc.policies.preview.query({});
    expect(preview.unused.keys.map(({ name }) => name)).toContain("in-use");
    await server.warnUnusedKeys();
    const warned = await get(used.key.id);
    expect(warned.unusedEndsAt?.getTime()).toBeGreaterThan(after(used.key.createdAt, 29.9).getTime());
    expect(warned).toMatchObject({ status: "active", effectiveExpiresAt: warned.unusedEndsAt, expiresAt: null });
    const { items } = await owner.trpc.events.list.query({ type: "executor.key_unused" });
    expect(items.filter(({ keyId }) => keyId === used.key.id)).toMatchObject([
      { level: "warning", executor: { name: "in-use" }, details: { endsAt: warned.unusedEndsAt!.toISOString() } },
    ]);
    expect(await server.warnUnusedKeys()).toBe(0);

    expect((await other.sync(used.secret, { name: "in-use" })).reason).toBeNull();
    expect(await get(used.key.id)).toMatchObject({ unusedEndsAt: null, effectiveExpiresAt: null });
    server.advanceClock(8 * DAY_MS);
    expect(await reasonFor(used.secret, "in-use")).toBeNull();
  });

  test("a key that stays unused is refused from that instant on, also when every server was down, and revoked once by the system", async () => {
    await endUnusedAfter(null);
    const { key, secret } = await createActive("forgotten");
    const never = await owner.trpc.apiKeys.create.mutate({ name: "never used", target: ANY });
    await server.flushPresence();
    await endUnusedAfter(30);
    server.advanceClock(24 * DAY_MS);
    await server.warnUnusedKeys();
    const { unusedEndsAt } = await get(key.id);
    expect((await get(never.key.id)).unusedEndsAt).not.toBeNull();
    server.advanceClock(8 * DAY_MS);
    await restart();
    expect(await reasonFor(secret, "forgotten")).toBe("key_expired");
    await Promise.all([server.endRetiredKeys(), server.endRetiredKeys()]);
    expect(await reasonFor(secret, "forgotten")).toBe("key_revoked");
    const { items } = await owner.trpc.audit.list.query({ targetId: key.id });
    const rows = items.filter(({ action }) => action === "api_key.revoked");
    expect(rows).toMatchObject([
      { actor: { kind: "system", name: "policy" }, details: { cause: "policy", endedAt: unusedEndsAt!.toISOString() } },
    ]);
    expect((await get(never.key.id)).status).toBe("revoked");
  });

  test("an outage ends no key that no executor could use: the warning comes first, and 7 days to use it", async () => {
    await endUnusedAfter(null);
    const { key, secret } = await createActive("patient");
    await server.flushPresence();
    await endUnusedAfter(10);
    server.advanceClock(100 * DAY_MS);
    await restart();
    await server.warnUnusedKeys();
    await server.endRetiredKeys();
    server.advanceClock(6 * DAY_MS);
    expect(await reasonFor(secret, "patient")).toBeNull();
    expect((await get(key.id)).unusedEndsAt).toBeNull();
    await endUnusedAfter(null);
  });
});
