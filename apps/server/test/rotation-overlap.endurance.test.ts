import { beforeAll, expect, onTestFinished, test } from "vitest";
import { dialects } from "@excalibur/db/testing";
import { buildExecutor } from "./harness/build-executor.ts";
import { eventually } from "./harness/eventually.ts";
import { startRenewalProxy } from "./harness/renewal-proxy.ts";
import { RenewingHost } from "./harness/renewing-host.ts";
import { startTestServer } from "./harness/test-server.ts";

const HOUR_MS = 60 * 60 * 1000;

beforeAll(buildExecutor);

test.each(dialects.flatMap((dialect) => [[dialect, "up"] as const, [dialect, "down"] as const]))(
  "a rotation with overlap refuses no sync of an executor whose key file is replaced meanwhile, and ends the old key at the time, as the system, on %s with every server %s then",
  async (dialect, servers) => {
    const server = await startTestServer(dialect, {}, { repeatsJobs: true });
    onTestFinished(() => server.close());
    const tenant = await server.addOrganization("Acme");
    const before = await server.signIn(tenant.owner);
    const target = { kind: "newExecutor" } as const;
    const { key, secret } = await before.trpc.apiKeys.create.mutate({ name: "watched", target });
    const proxy = await startRenewalProxy(server.url);
    proxy.records = true;
    const host = new RenewingHost(proxy.url, "watched-1", secret);
    host.start();
    const isOn = (keyId: string) =>
      eventually(async () => {
        const { items } = await before.trpc.executors.list.query({});
        expect(items).toMatchObject([{ name: "watched-1", boundKey: { id: keyId } }]);
      });
    await isOn(key.id);
    const at = new Date(key.createdAt.getTime() + HOUR_MS);
    const rotated = await before.trpc.apiKeys.rotate.mutate({ id: key.id, oldKeyEnds: { kind: "at", at } });
    host.replaceKey(rotated.secret);
    await isOn(rotated.key.id);
    expect((await before.sync(secret, { name: "watched-2" })).reason).toBeNull();

    server.advanceClock(HOUR_MS);
    if (servers === "down") {
      await server.restart();
      proxy.to(server.url);
    }
    const owner = await server.signIn(tenant.owner);
    expect((await owner.sync(secret, { name: "watched-2" })).reason).toMatch(/^key_(expired|revoked)$/);
    await server.endRetiredKeys();
    const { items } = await owner.trpc.audit.list.query({ targetId: key.id, action: "api_key.revoked" });
    expect(items).toMatchObject([
      { actor: { kind: "system", name: "rotation" }, details: { cause: "rotation", endedAt: at.toISOString() } },
    ]);

    const syncs = proxy.exchanges.length;
    await eventually(async () => expect(proxy.exchanges.length).toBeGreaterThan(syncs + 3));
    const refused = proxy.exchanges.filter(({ answer }) => answer.includes('"error"'));
    expect(refused.map(({ answer }) => answer)).toEqual([]);
    expect(host.output).not.toContain("Refused");
    host.kill();
    await host.ended();
  },
);
