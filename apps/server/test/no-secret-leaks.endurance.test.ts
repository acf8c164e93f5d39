import { createTestDatabaseUrl } from "@excalibur/db/testing";
import { openDatabase } from "@excalibur/db";
import { expect, test } from "vitest";
import { OWNER_VARIABLES, ServerProcess } from "./harness/server-process.ts";
import { expectNowhere, useSecrets } from "./harness/use-secrets.ts";

test("no secret is in any table on PostgreSQL", async () => {
  const { url, remove } = await createTestDatabaseUrl("postgresql");
  const env = { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
  const server = await ServerProcess.start({ ...env, ...OWNER_VARIABLES, LOG_LEVEL: "trace" });
  const { secrets, answers } = await useSecrets(server);
  await server.stop();

  const database = await openDatabase({ url });
  const tables = await database.client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  expect(tables.map(({ name }) => name)).toContain("api_key");
  for (const { name } of tables) {
    const rows = await database.client.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    expectNowhere(secrets, { [`table ${name}`]: rows.map(({ row }) => row).join("\n") });
  }
  await database.close();
  await remove();
  expectNowhere(secrets, { "the log": server.stderr, "an answer": answers.join("\n") });
});
