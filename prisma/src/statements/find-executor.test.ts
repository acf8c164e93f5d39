import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findExecutor } from "./find-executor.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addOrganization } from "../testing/sample-rows.ts";

describe.each(dialects)("finding an executor on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    for (const id of ["org_1", "org_2"]) await addOrganization(test.database.client, id);
    await addExecutor(test.database.client, "exe_1");
  });
  afterAll(() => test.close());

  it("reads its row, every instant to the millisecond", async () => {
    const lastSeenAt = new Date("2026-10-25T00:30:00.999Z");
    const instants = { lastSeenAt, disconnectedAt: lastSeenAt, refusedSince: lastSeenAt, renewAt: lastSeenAt };
    const data = { ...instants, host: "h", capabilities: "{}", instanceId: "i", cannotRenew: "read_only" };
    const row = await test.database.client.executor.update({ where: { id: "exe_1" }, data });
    const { id, kind, version, boundKeyId } = row;
    const found = await findExecutor(test.database, { organizationId: "org_1", name: row.name });
    expect(found).toEqual({ id, kind, version, boundKeyId, ...data });
  });

  it("answers null to an unknown name, and to another organization's", async () => {
    const { name } = await test.database.client.executor.findUniqueOrThrow({ where: { id: "exe_1" } });
    expect(await findExecutor(test.database, { organizationId: "org_1", name: "absent" })).toBeNull();
    expect(await findExecutor(test.database, { organizationId: "org_2", name })).toBeNull();
  });

  it("is not confused by what PostgreSQL would read in an array", async () => {
    const odd = ["NULL", "a,b", 'a"b', "a\\b", "{}"];
    for (const name of odd) expect(await findExecutor(test.database, { organizationId: "org_1", name })).toBeNull();
  });
});
