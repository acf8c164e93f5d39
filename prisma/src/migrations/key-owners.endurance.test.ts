import { expect, test } from "vitest";
import { openDatabase } from "../connections/open-database.ts";
import { Statement } from "../dialects/statement.ts";
import { createTestDatabaseUrl, dialects } from "../testing/index.ts";
import { addEarlierOrganization, addUser, epoch } from "../testing/sample-rows.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { readMigrations } from "./migration-files.ts";

test.each(dialects)(
  "keys from before they had owners are owned by their creators who are members on %s",
  async (dialect) => {
    const { url, remove } = await createTestDatabaseUrl(dialect, { migrated: false });
    const migrations = await readMigrations(dialect);
    const earlier = migrations.slice(
      0,
      migrations.findIndex(({ name }) => name.endsWith("_labels_and_owners")),
    );
    await migrateDatabase({ url, migrations: earlier });
    const before = await openDatabase({ url });
    for (const id of ["org_1", "org_2"]) await addEarlierOrganization(before.client, dialect, id);
    for (const id of ["usr_here", "usr_elsewhere"]) await addUser(before.client, id);
    // By hand: today's client names columns that are not there yet.
    const members = new Statement(dialect);
    await before.client.$executeRawUnsafe(
      `INSERT INTO member (id, organization_id, user_id, role, created_at)
       VALUES ('mem_1', 'org_1', 'usr_here', 'owner', ${members.instant(epoch)}),
              ('mem_2', 'org_2', 'usr_elsewhere', 'owner', ${members.instant(epoch)})`,
      ...members.parameters,
    );
    const statement = new Statement(dialect);
    const rows = ["here", "elsewhere"].map(
      (who) =>
        `('key_${who}', 'org_1', 'name', 'name', '${who}', 'exc_0000', ${statement.instant(epoch)}, 'usr_${who}')`,
    );
    await before.client.$executeRawUnsafe(
      `INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at, created_by_id)
     VALUES ${rows.join(", ")}`,
      ...statement.parameters,
    );
    await before.close();
    await migrateDatabase({ url });

    const { client, close } = await openDatabase({ url });
    const owned = await client.apiKey.findMany({ orderBy: { id: "asc" }, select: { id: true, ownerId: true } });
    expect(owned).toEqual([
      { id: "key_elsewhere", ownerId: null },
      { id: "key_here", ownerId: "mem_1" },
    ]);
    await client.member.delete({ where: { id: "mem_1" } });
    expect(await client.apiKey.count({ where: { ownerId: null } })).toBe(2);
    await close();
    await remove();
  },
);
