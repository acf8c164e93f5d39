import { dialects, type Dialect } from "@excalibur/db/testing";
import { expect, onTestFinished, test } from "vitest";
import { copyRow } from "./harness/copy-rows.ts";
import { startTestServer } from "./harness/test-server.ts";

const KEYS = 40_000;

/** A server whose owner has made one key, of which there are as many copies. */
async function serveKeys(dialect: Dialect) {
  const server = await startTestServer(dialect);
  onTestFinished(() => server.close());
  const tenant = await server.addOrganization("Acme");
  const owner = await server.signIn(tenant.owner);
  const addKeys = async (maker = owner) => {
    const target = { kind: "newExecutor" } as const;
    const { key } = await maker.trpc.apiKeys.create.mutate({ name: "old", target, expiresInDays: null });
    await copyRow(server, "api_key", key.id, KEYS - 1, { id: "'key_many' || n", secret_hash: "'many' || n" });
  };
  return { server, tenant, owner, addKeys, keys: server.database.client.apiKey };
}

test(`a policy moves the ends of ${KEYS.toLocaleString("en")} keys in a PostgreSQL database without statistics, as after a restore`, async () => {
  const { server, owner, addKeys, keys } = await serveKeys("postgresql");
  await server.database.client.$executeRaw`ALTER TABLE api_key SET (autovacuum_enabled = false)`;
  await addKeys();
  await owner.trpc.policies.update.mutate({ longestLifeDays: 90 });
  expect(await keys.count({ where: { expiresAt: { not: null } } })).toBe(KEYS);
});

test.each(dialects)(
  `${KEYS.toLocaleString("en")} keys of a member who is removed get another owner, on %s`,
  async (dialect) => {
    const { server, tenant, owner, addKeys, keys } = await serveKeys(dialect);
    await addKeys(await server.signIn(await server.addMember(tenant, "admin")));
    const { items } = await owner.trpc.members.list.query();
    const idOf = (role: string) => items.find((member) => member.role === role)?.id ?? "";
    await owner.trpc.members.remove.mutate({ id: idOf("admin"), newOwnerId: idOf("owner") });
    expect(await keys.count({ where: { ownerId: idOf("owner") } })).toBe(KEYS);
  },
);
