import { afterEach, beforeEach, expect, test } from "vitest";
import { openMigratedDatabase } from "./open-database.ts";
import { findCredential } from "../statements/find-credential.ts";
import type { Database } from "./database.ts";
import { createTestDatabaseUrl, queryPostgres, type TestDatabaseUrl } from "../testing/index.ts";
import { addKey, addOrganization } from "../testing/sample-rows.ts";
import { writeChange } from "../transactions/write-change.ts";

const SCHEMAS = ["one", "two", "public"];
let target: TestDatabaseUrl;
let databases: Database[];

beforeEach(async () => {
  target = await createTestDatabaseUrl("postgresql", { migrated: false });
  // A role's own search path must not matter.
  await queryPostgres(target.url, 'CREATE SCHEMA "postgres"');
  databases = [];
  for (const schema of SCHEMAS) databases.push(await openMigratedDatabase({ url: `${target.url}?schema=${schema}` }));
});
afterEach(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await target.remove();
});

test("three installations in schemas of one database see their own tables alone, by the ORM and by statements", async () => {
  const [one, two] = databases;
  if (one === undefined || two === undefined) throw new Error("There are three.");
  await addOrganization(one.client, "org_1");
  await addKey(one.client, "key_1");
  expect(await findCredential(one, "hash of key_1")).toMatchObject({ keyId: "key_1" });
  expect(await findCredential(two, "hash of key_1")).toBeNull();
  expect(await two.client.apiKey.count()).toBe(0);
  const tables = await queryPostgres(
    target.url,
    "SELECT schemaname AS schema, count(*)::int AS count FROM pg_tables WHERE tablename = 'api_key' GROUP BY 1 ORDER BY 1",
  );
  expect(tables).toEqual(SCHEMAS.toSorted().map((schema) => ({ schema, count: 1 })));
});

test("none receives the invalidations, messages and acknowledgements of another", async () => {
  const received = databases.map(() => [] as string[]);
  const links = databases.map((database, index) =>
    database.openReplicaLink!({
      onConnected: () => undefined,
      onInvalidation: (invalidation) => received[index]?.push(`invalidation ${invalidation?.scope}`),
      onMessage: (text) => received[index]?.push(`message ${text}`),
      onAcknowledgement: (replicaId) => received[index]?.push(`acknowledgement ${replicaId}`),
    }),
  );
  for (const [index, link] of links.entries()) {
    await link.renewLease({ replicaId: `rep_${index}`, renewal: 1, leaseMs: 60_000, applied: null });
  }
  for (const [index, link] of links.entries()) {
    const database = databases[index];
    const rows = { revocations: [], keyCounts: [], auditRows: [], drafts: [], invalidation: `scope ${index}` };
    await database?.transact((tx) => writeChange(tx, "postgresql", rows));
    await link.acknowledge(`rep_${index}`, 1);
    await link.notify([`text ${index}`]);
  }
  // PostgreSQL delivers in the order of commits: by the last one all others would be there.
  await expect.poll(() => received.at(-1)?.length).toBe(3);
  const expected = (index: number) => [
    `invalidation scope ${index}`,
    `acknowledgement rep_${index}`,
    `message text ${index}`,
  ];
  await expect.poll(() => received).toEqual(databases.map((_, index) => expected(index)));
  await Promise.all(links.map((link) => link.close()));
});
