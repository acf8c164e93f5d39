import { expect, test } from "vitest";
import type { Database } from "../connections/database.ts";
import { openDatabase } from "../connections/open-database.ts";
import { readFacetValues } from "../statements/read-facet-values.ts";
import { sumKeyFacetCounts } from "../statements/sum-key-facet-counts.ts";
import { createTestDatabaseUrl } from "../testing/index.ts";
import { addEarlierOrganization, addKey, addMember, addUser, epoch } from "../testing/sample-rows.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { readMigrations } from "./migration-files.ts";

const FACETS = ["creator", "owner", "label"] as const;

const read = async ({ client }: Database) =>
  Object.fromEntries(
    await Promise.all(
      FACETS.map(async (facet) => {
        const query = { organizationId: "org_1", facet, limit: 50 };
        const values = await readFacetValues(client, "postgresql", query);
        return [facet, Object.fromEntries(values.map(({ value, keys }) => [value, keys]))];
      }),
    ),
  );

test("PostgreSQL keeps how many keys have a creator, an owner or a label, of keys from before and through every change", async () => {
  const { url, remove } = await createTestDatabaseUrl("postgresql", { migrated: false });
  const migrations = await readMigrations("postgresql");
  const first = migrations.findIndex(({ name }) => name.endsWith("_key_facet_counts"));
  await migrateDatabase({ url, migrations: migrations.slice(0, first) });
  const before = await openDatabase({ url });
  await addEarlierOrganization(before.client, "postgresql", "org_1");
  await addUser(before.client, "usr_1");
  await addMember(before.client, { id: "mem_1", organizationId: "org_1", userId: "usr_1", role: "owner" });
  await addKey(before.client, "key_1", { createdById: "usr_1", ownerId: "mem_1" });
  await before.client.keyLabel.create({
    data: { keyId: "key_1", organizationId: "org_1", name: "env", label: "env=prod" },
  });
  await before.close();
  await migrateDatabase({ url });

  const database = await openDatabase({ url });
  const { client } = database;
  expect(await read(database)).toEqual({
    creator: { usr_1: 1 },
    owner: { mem_1: 1, none: 0 },
    label: { "env=prod": 1 },
  });

  await client.apiKey.createMany({
    data: ["key_2", "key_3"].map((id) => ({
      id,
      organizationId: "org_1",
      name: id,
      nameFolded: id,
      secretHash: id,
      hint: "exc_a1B2",
      createdAt: epoch,
      createdById: "usr_2",
      ownerId: "mem_1",
    })),
  });
  const labels = ["env=prod", "env=dev"].map((label, index) => ({
    keyId: `key_${index + 2}`,
    organizationId: "org_1",
    name: "env",
    label,
  }));
  await client.keyLabel.createMany({ data: labels });
  await client.apiKey.update({ where: { id: "key_2" }, data: { ownerId: null } });
  const kept = {
    creator: { usr_1: 1, usr_2: 2 },
    owner: { mem_1: 2, none: 1 },
    label: { "env=dev": 1, "env=prod": 2 },
  };
  expect(await read(database)).toEqual(kept);

  // At the same time, as servers do; none of the rows goes into two sums.
  await Promise.all([1, 2, 3].map(() => sumKeyFacetCounts(database)));
  expect(await read(database)).toEqual(kept);
  expect(await client.$queryRaw`SELECT count(*)::int AS rows FROM key_facet_count`).toEqual([{ rows: 6 }]);

  await client.apiKey.delete({ where: { id: "key_3" } });
  await client.member.delete({ where: { id: "mem_1" } });
  await sumKeyFacetCounts(database);
  expect(await read(database)).toEqual({
    creator: { usr_1: 1, usr_2: 1 },
    owner: { none: 2 },
    label: { "env=prod": 2 },
  });
  await client.organization.delete({ where: { id: "org_1" } });
  await sumKeyFacetCounts(database);
  expect(await client.$queryRaw`SELECT count(*)::int AS rows FROM key_facet_count`).toEqual([{ rows: 0 }]);
  await database.close();
  await remove();
});
