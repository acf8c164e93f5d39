import { expect, test } from "vitest";
import { migrateDatabase } from "./migrate-database.ts";
import { openDatabase } from "../connections/open-database.ts";
import { createTestDatabaseUrl, dialects } from "../testing/index.ts";
import { addEarlierOrganization, epoch } from "../testing/sample-rows.ts";
import { Statement } from "../dialects/statement.ts";
import { readMigrations } from "./migration-files.ts";

test.each(dialects)("uses of keys from before they had a table of their own are kept on %s", async (dialect) => {
  const { url, remove } = await createTestDatabaseUrl(dialect, { migrated: false });
  const migrations = await readMigrations(dialect);
  const earlier = migrations.slice(
    0,
    migrations.findIndex(({ name }) => name.endsWith("_key_last_use")),
  );
  await migrateDatabase({ url, migrations: earlier });
  const before = await openDatabase({ url });
  await addEarlierOrganization(before.client, dialect, "org_1");
  // By hand: today's client names columns that are not there yet.
  const statement = new Statement(dialect);
  const rows = [["key_used", statement.instant(epoch)] as const, ["key_unused", "NULL"] as const].map(
    ([id, lastUsedAt]) =>
      `('${id}', 'org_1', 'name', 'name', '${id}', 'exc_0000', ${statement.instant(epoch)}, ${lastUsedAt})`,
  );
  await before.client.$executeRawUnsafe(
    `INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at, last_used_at)
     VALUES ${rows.join(", ")}`,
    ...statement.parameters,
  );
  await before.close();
  await migrateDatabase({ url });

  const { client, close } = await openDatabase({ url });
  const uses = async () => (await client.keyLastUse.findMany()).map(({ keyId, at }) => [keyId, at]);
  expect(await uses()).toEqual([["key_used", epoch]]);
  const firstUses = await client.apiKey.findMany({ orderBy: { id: "asc" }, select: { firstUsedAt: true } });
  expect(firstUses).toEqual([{ firstUsedAt: null }, { firstUsedAt: epoch }]);
  if (dialect === "postgresql") {
    // As a server of the version before does until it is replaced.
    for (const afterMs of [5_000, 1_000]) {
      const data = { lastUsedAt: new Date(epoch.getTime() + afterMs) };
      await client.apiKey.updateMany({ where: { id: "key_used" }, data });
    }
    expect(await uses()).toEqual([["key_used", new Date(epoch.getTime() + 5_000)]]);
  }
  await close();
  await remove();
});
