import { expect, onTestFinished, test } from "vitest";
import { copyRow } from "./harness/copy-rows.ts";
import { startTestServer } from "./harness/test-server.ts";

const KEYS = 40_000;

test(`a policy moves the ends of ${KEYS.toLocaleString("en")} keys in a PostgreSQL database without statistics, as after a restore`, async () => {
  const server = await startTestServer("postgresql");
  onTestFinished(() => server.close());
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  await server.database.client.$executeRaw`ALTER TABLE api_key SET (autovacuum_enabled = false)`;
  const target = { kind: "newExecutor" } as const;
  const { key } = await owner.trpc.apiKeys.create.mutate({ name: "old", target, expiresInDays: null });
  await copyRow(server, "api_key", key.id, KEYS - 1, { id: "'key_many' || n", secret_hash: "'many' || n" });
  await owner.trpc.policies.update.mutate({ longestLifeDays: 90 });
  expect(await server.database.client.apiKey.count({ where: { expiresAt: { not: null } } })).toBe(KEYS);
});
