import { expect, test } from "vitest";
import { migrateDatabase } from "./migrate-database.ts";
import { openDatabase } from "../connections/open-database.ts";
import { createTestDatabaseUrl, dialects } from "../testing/index.ts";
import { addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
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
  await addOrganization(before.client, "org_1");
  await addKey(before.client, "key_used", { lastUsedAt: epoch });
  await addKey(before.client, "key_unused");
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
