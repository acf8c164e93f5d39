import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTransaction } from "../testing/open-transaction.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { addOrganization } from "../testing/sample-rows.ts";

describe("a transaction on SQLite", () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase("sqlite");
  });
  afterEach(() => test.close());

  const ids = async () =>
    (await test.database.client.organization.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id);

  it("hands the writer on when a transaction runs out of time", async () => {
    const slow = test.database.client.$transaction(
      async (tx) => {
        await addOrganization(tx, "org_slow");
        await sleep(100);
        await addOrganization(tx, "org_too_late");
      },
      { timeout: 20 },
    );
    await expect(slow).rejects.toMatchObject({ code: "P2028" });
    await addOrganization(test.database.client, "org_next");
    expect(await ids()).toEqual(["org_next"]);
  });

  it("hands the writer on when the transaction that waited for it gave up waiting", async () => {
    const transaction = await openTransaction(test.database);
    const impatient = test.database.client.$transaction((tx) => addOrganization(tx, "org_impatient"), { maxWait: 20 });
    await expect(impatient).rejects.toMatchObject({ code: "P2028" });
    await transaction.commit();
    await addOrganization(test.database.client, "org_next");
    expect(await ids()).toEqual(["org_next", "org_tx"]);
  });

  it("hands the writer on when COMMIT itself fails", async () => {
    await test.database.client.$executeRawUnsafe(
      `CREATE TABLE late (organization_id TEXT REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED)`,
    );
    const broken = test.database.transact((tx) => tx.$executeRawUnsafe(`INSERT INTO late VALUES ('org_nowhere')`));
    await expect(broken).rejects.toThrow();
    await addOrganization(test.database.client, "org_next");
    expect(await ids()).toEqual(["org_next"]);
    expect(await test.database.client.$queryRaw`SELECT count(*) AS n FROM late`).toEqual([{ n: 0n }]);
  });

  it("throws at once for a write beside its own transaction, which would wait for ever", async () => {
    const { client } = test.database;
    const beside = test.database.transact(() => addOrganization(client, "org_1"));
    await expect(beside).rejects.toThrow("use `tx`");
    const nested = test.database.transact(() => test.database.transact((tx) => addOrganization(tx, "org_2")));
    await expect(nested).rejects.toThrow("use `tx`");
    expect(await ids()).toEqual([]);
  });

  it("lets a transaction start a write that it does not wait for", async () => {
    const { client } = test.database;
    let afterwards: Promise<void> | undefined;
    await test.database.transact(async (tx) => {
      await addOrganization(tx, "org_1");
      afterwards = sleep(20).then(() => addOrganization(client, "org_2"));
    });
    await afterwards;
    expect(await ids()).toEqual(["org_1", "org_2"]);
  });
});
