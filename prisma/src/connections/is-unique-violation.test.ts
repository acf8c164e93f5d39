import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isForeignKeyViolation, isUniqueViolation } from "./is-unique-violation.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";

describe.each(dialects)("a unique violation on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await addOrganization(test.database.client, "org_1");
    await addExecutor(test.database.client, "exe_1");
    await addKey(test.database.client, "key_1");
  });
  afterAll(() => test.close());

  const failure = async (write: () => Promise<unknown>) => {
    const error: unknown = await write().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    return error;
  };

  it("is known by its one field, and by no other", async () => {
    const data = { id: "org_2", name: "Two", slug: "slug-of-org_1", createdAt: epoch };
    const error = await failure(() => test.database.client.organization.create({ data }));
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, "slug")).toBe(true);
    expect(isUniqueViolation(error, "name")).toBe(false);
    expect(isUniqueViolation(error, "id")).toBe(false);
  });

  it("is known by a field whose column has another spelling", async () => {
    const error = await failure(() => addKey(test.database.client, "key_2", { secretHash: "hash of key_1" }));
    expect(isUniqueViolation(error, "secretHash")).toBe(true);
    expect(isUniqueViolation(error, "hash")).toBe(false);
  });

  it("is none of a row that is gone, which is known as well", async () => {
    const gone = await failure(() => addKey(test.database.client, "key_3", { ownerId: "mem_gone" }));
    expect(isForeignKeyViolation(gone)).toBe(true);
    expect(isUniqueViolation(gone)).toBe(false);
    const taken = await failure(() => addKey(test.database.client, "key_1"));
    expect(isForeignKeyViolation(taken)).toBe(false);
  });

  it("is known by all the fields of a compound constraint, not by some", async () => {
    const { id: _, ...sameName } = await test.database.client.executor.findUniqueOrThrow({ where: { id: "exe_1" } });
    const error = await failure(() => test.database.client.executor.create({ data: { ...sameName, id: "exe_2" } }));
    expect(isUniqueViolation(error, ["organizationId", "name"])).toBe(true);
    expect(isUniqueViolation(error, "name")).toBe(false);
  });

  it("of a primary key is named `id`, also when its field has another name", async () => {
    await test.database.client.auditHead.create({ data: { organizationId: "org_1", sequence: 0, hash: "" } });
    const head = await failure(() =>
      test.database.client.auditHead.create({ data: { organizationId: "org_1", sequence: 0, hash: "" } }),
    );
    expect(isUniqueViolation(head, "id")).toBe(true);
  });

  it("is known in a raw statement too", async () => {
    await addKey(test.database.client, "key_3");
    const violation = await failure(() => test.database.client.$executeRaw`UPDATE api_key SET secret_hash = 'same'`);
    expect(isUniqueViolation(violation, "secretHash")).toBe(true);
  });

  it("is not mistaken for another failure", async () => {
    expect(
      isUniqueViolation(await failure(() => addKey(test.database.client, "key_4", { organizationId: "org_none" }))),
    ).toBe(false);
    for (const other of [new Error("no"), null, undefined, "text", { meta: null }])
      expect(isUniqueViolation(other)).toBe(false);
  });
});
