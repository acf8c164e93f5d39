import { expect, test } from "vitest";
import { naturalOrder, versionOrder } from "../../../packages/api/src/domain/natural-order.ts";
import { openDatabase } from "../connections/open-database.ts";
import { Statement } from "../dialects/statement.ts";
import { createTestDatabaseUrl, dialects } from "../testing/index.ts";
import { addEarlierOrganization, epoch } from "../testing/sample-rows.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { readMigrations } from "./migration-files.ts";

const NAMES = ["n1", "n17", "n101", "web-007", "000", "0", "ärger 9-10", "10", "a", "x99999999999999999999y0z"];
const VERSIONS = [
  "1.0.0",
  "v1.10.2",
  "1.10.0-rc.1-2",
  "1.10.0+build-7.1",
  "dev",
  "0.0.0",
  "V2",
  "2026.11.28-a+b",
  "v",
  "+",
];

test.each(dialects)("rows from before natural order get it as the rules give it on %s", async (dialect) => {
  const { url, remove } = await createTestDatabaseUrl(dialect, { migrated: false });
  const migrations = await readMigrations(dialect);
  const first = migrations.findIndex(({ name }) => name.endsWith("_natural_order"));
  await migrateDatabase({ url, migrations: migrations.slice(0, first) });
  const before = await openDatabase({ url });
  await addEarlierOrganization(before.client, dialect, "org_1");
  // By hand: today's client names columns that are not there yet.
  const insert = async (table: string, columns: string, rows: readonly (readonly (string | Date)[])[]) => {
    const statement = new Statement(dialect);
    const valueOf = (value: string | Date) =>
      value instanceof Date ? statement.instant(value) : statement.parameter(value);
    const values = rows.map((row) => `(${row.map(valueOf).join(", ")})`);
    const sql = `INSERT INTO ${table} (${columns}) VALUES ${values.join(", ")}`;
    await before.client.$executeRawUnsafe(sql, ...statement.parameters);
  };
  await insert(
    "api_key",
    "id, organization_id, name, name_folded, secret_hash, hint, created_at",
    NAMES.map((name) => [`key_${name}`, "org_1", name, name, `hash of ${name}`, "exc_0000", epoch]),
  );
  await insert(
    "executor",
    "id, organization_id, name, name_folded, kind, version, first_seen_at, last_seen_at, bound_at",
    VERSIONS.map((version, n) => [`exe_${n}`, "org_1", `n${n}`, `n${n}`, "agent", version, epoch, epoch, epoch]),
  );
  await before.close();
  await migrateDatabase({ url });

  const { client, close } = await openDatabase({ url });
  const keys = await client.apiKey.findMany({ select: { name: true, nameOrder: true } });
  expect(new Map(keys.map(({ name, nameOrder }) => [name, nameOrder]))).toEqual(
    new Map(NAMES.map((name) => [name, naturalOrder(name)])),
  );
  const select = { name: true, nameOrder: true, version: true, versionOrder: true };
  const executors = await client.executor.findMany({ select });
  expect(executors).toHaveLength(VERSIONS.length);
  for (const { name, version, ...orders } of executors) {
    expect({ version, ...orders }).toEqual({
      version,
      nameOrder: naturalOrder(name),
      versionOrder: versionOrder(version),
    });
  }
  await close();
  await remove();
});
