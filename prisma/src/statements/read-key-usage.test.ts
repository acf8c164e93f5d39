import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKeyUsage } from "./read-key-usage.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";

describe.each(dialects)("who uses a key on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2"]) await addOrganization(client, id);
    for (const id of ["key_1", "key_2", "key_3"]) await addKey(client, id);
    const bind = async (id: string, boundKeyId: string, seenAfterMs: number) => {
      await addExecutor(client, id);
      const lastSeenAt = new Date(epoch.getTime() + seenAfterMs);
      await client.executor.update({ where: { id }, data: { boundKeyId, lastSeenAt } });
    };
    await bind("exe_1", "key_1", 1);
    await bind("exe_2", "key_1", 999);
    await bind("exe_4", "key_1", 2);
    await bind("exe_3", "key_1", 2);
    await bind("exe_5", "key_2", 5);
  });
  afterAll(() => test.close());

  const usage = (organizationId: string, keyIds: string[]) =>
    readKeyUsage(test.database.client, dialect, { organizationId, keyIds, shown: 2 });

  it("counts all, and shows the last seen, to the millisecond", async () => {
    const found = await usage("org_1", ["key_1", "key_2", "key_3"]);
    expect([...found.keys()].toSorted()).toEqual(["key_1", "key_2"]);
    expect(found.get("key_1")).toMatchObject({
      total: 4,
      executors: [{ id: "exe_2", lastSeenAt: new Date(epoch.getTime() + 999) }, { id: "exe_3" }],
    });
    expect(found.get("key_2")).toMatchObject({ total: 1, executors: [{ id: "exe_5" }] });
  });

  it("returns nothing to another organization", async () => {
    expect(await usage("org_2", ["key_1"])).toEqual(new Map());
  });

  it("asks nothing when there is nothing to ask", async () => {
    expect(await usage("org_1", [])).toEqual(new Map());
  });
});
