import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findKey } from "./find-key.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";

describe.each(dialects)("one key on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2"]) await addOrganization(client, id);
    for (const id of ["key_1", "key_2"]) await addKey(client, id);
    for (const [index, id] of ["exe_1", "exe_2", "exe_3"].entries()) {
      await addExecutor(client, id);
      const lastSeenAt = new Date(epoch.getTime() + index);
      await client.executor.update({ where: { id }, data: { boundKeyId: "key_1", lastSeenAt } });
    }
  });
  afterAll(() => test.close());

  const find = (organizationId: string, id: string, lock: "none" | "share" | "update" = "none") =>
    findKey(test.database.client, dialect, { organizationId, id, shown: 2, lock });

  it("comes with how many use it, and the last seen of them", async () => {
    const found = await find("org_1", "key_1");
    expect(found?.key).toMatchObject({ id: "key_1", organizationId: "org_1", createdAt: epoch });
    expect(found?.usage.total).toBe(3);
    expect(found?.usage.executors.map(({ id, lastSeenAt }) => [id, lastSeenAt.getTime() - epoch.getTime()])).toEqual([
      ["exe_3", 2],
      ["exe_2", 1],
    ]);
  });

  it("is found when no executor uses it, and when it is locked", async () => {
    expect(await find("org_1", "key_2")).toMatchObject({ key: { id: "key_2" }, usage: { total: 0, executors: [] } });
    for (const lock of ["share", "update"] as const) {
      expect(await find("org_1", "key_1", lock)).toEqual(await find("org_1", "key_1"));
    }
  });

  it("is not another organization's, and nothing where there is none", async () => {
    expect(await find("org_2", "key_1")).toBeNull();
    expect(await find("org_1", "key_3")).toBeNull();
  });
});
