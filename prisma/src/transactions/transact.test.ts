import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isUniqueViolation } from "../connections/is-unique-violation.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addOrganization } from "../testing/sample-rows.ts";

describe.each(dialects)("a transaction on %s", (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.close());

  const ids = async () =>
    (await test.database.client.organization.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id);

  it("commits all of its writes and returns what the work returned", async () => {
    const answer = await test.database.transact(async (tx) => {
      await addOrganization(tx, "org_1");
      await addOrganization(tx, "org_2");
      return 42;
    });
    expect(answer).toBe(42);
    expect(await ids()).toEqual(["org_1", "org_2"]);
  });

  it("takes everything back when the work throws, and throws the same", async () => {
    const reason = new Error("changed my mind");
    const work = test.database.transact(async (tx) => {
      await addOrganization(tx, "org_1");
      throw reason;
    });
    await expect(work).rejects.toBe(reason);
    expect(await ids()).toEqual([]);
  });

  it("fails when a statement in it failed, even if the work caught the error", async () => {
    await addOrganization(test.database.client, "org_1");
    const work = test.database.transact(async (tx) => {
      await addOrganization(tx, "org_2");
      await addOrganization(tx, "org_1").catch(() => undefined);
    });
    await expect(work).rejects.toSatisfy((error) => isUniqueViolation(error));
    expect(await ids()).toEqual(["org_1"]);
  });

  it("accepts no statement after a failed one, and the next transaction is none the worse", async () => {
    await addOrganization(test.database.client, "org_1");
    const later: unknown[] = [];
    const work = test.database.transact(async (tx) => {
      await addOrganization(tx, "org_1").catch(() => undefined);
      await addOrganization(tx, "org_2").catch((error: unknown) => later.push(error));
    });
    await expect(work).rejects.toSatisfy((error) => isUniqueViolation(error));
    expect(String(later[0])).toContain("A statement of this transaction failed");
    await test.database.transact((tx) => addOrganization(tx, "org_3"));
    expect(await ids()).toEqual(["org_1", "org_3"]);
  });

  it("fails by the first of two statements sent together, and keeps nothing of the second", async () => {
    await addOrganization(test.database.client, "org_1");
    const work = test.database.transact((tx) =>
      Promise.allSettled([addOrganization(tx, "org_1"), addOrganization(tx, "org_2")]),
    );
    await expect(work).rejects.toSatisfy((error) => isUniqueViolation(error));
    await test.database.transact((tx) => addOrganization(tx, "org_3"));
    expect(await ids()).toEqual(["org_1", "org_3"]);
  });

  it("runs statements sent together in the order in which they were asked for", async () => {
    await test.database.client.auditHead.create({ data: { organizationId: "org_1", sequence: 0, hash: "" } });
    await test.database.transact(async (tx) => {
      const where = { organizationId: "org_1" };
      const [, read] = await Promise.all([
        tx.auditHead.updateMany({ where, data: { sequence: 1 } }),
        tx.auditHead.findUniqueOrThrow({ where }),
        tx.auditHead.updateMany({ where, data: { sequence: 2 } }),
      ]);
      expect(read.sequence).toBe(1);
    });
    expect(await test.database.client.auditHead.findFirst()).toMatchObject({ sequence: 2 });
  });

  it("loses no update when many change one row at the same time by guarded statements", async () => {
    await test.database.client.auditHead.create({ data: { organizationId: "org_1", sequence: 0, hash: "" } });
    const append = () =>
      test.database.transact(async (tx) => {
        await tx.auditHead.update({ where: { organizationId: "org_1" }, data: { sequence: { increment: 1 } } });
        return (await tx.auditHead.findUniqueOrThrow({ where: { organizationId: "org_1" } })).sequence;
      });
    const numbers = await Promise.all(Array.from({ length: 40 }, append));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });
});
