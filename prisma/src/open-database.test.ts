import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, dialects, type TestDatabase } from "./testing/index.ts";

describe.each(dialects)("a database on %s", (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.close());

  it("gives back what was written", async () => {
    const createdAt = new Date("2026-06-01T12:34:56.789Z");
    const { client } = test.database;
    await client.organization.create({ data: { id: "org_1", name: "One", slug: "one", createdAt } });
    expect(await client.organization.findUnique({ where: { slug: "one" } })).toMatchObject({ id: "org_1", createdAt });
  });

  it("says that it is reachable, until it is closed", async () => {
    expect(await test.database.isReachable()).toBe(true);
    await test.database.close();
    expect(await test.database.isReachable()).toBe(false);
  });
});
