import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeWith } from "./closing-statements.ts";
import type { Dialect } from "./dialect.ts";
import { isUniqueViolation } from "./is-unique-violation.ts";
import { createTestDatabase, dialects, type TestDatabase } from "./testing/index.ts";
import { addOrganization } from "./testing/sample-rows.ts";

const GIVE_UP_ONCE = `DO $$ BEGIN
  IF nextval('closing_attempts') = 1 THEN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END IF;
END $$`;

const parameters = (dialect: Dialect) => (dialect === "sqlite" ? ["?", "?"] : ["$1", "$2"]);

function insertOn(dialect: Dialect): string {
  const [id, slug] = parameters(dialect);
  return `INSERT INTO organization (id, name, slug, created_at) VALUES (${id}, 'a', ${slug}, CURRENT_TIMESTAMP)`;
}

describe.each(dialects)("a transaction that closes with statements, on %s", (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.close());

  const ids = async () =>
    (await test.database.client.organization.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id);
  const [first, second] = parameters(dialect);
  const rename = (name: string, id: string) =>
    closeWith(`UPDATE organization SET name = ${first} WHERE id = ${second} RETURNING name`, [name, id]);
  const insert = (id: string) => closeWith(insertOn(dialect), [id, id]);

  it("runs them after all others, in their order, and tells their rows once it is committed", async () => {
    const [one, two] = await test.database.transact(async (tx) => {
      insert("org_1");
      const renamings = [rename("b", "org_1"), rename("c", "org_2")] as const;
      expect(await tx.organization.count()).toBe(0);
      expect(renamings[0]).toThrow("not committed yet");
      await addOrganization(tx, "org_2");
      return renamings;
    });
    expect([one(), two()]).toEqual([[["b"]], [["c"]]]);
  });

  it("keeps nothing when one of them fails, fails by it, and the next transaction is none the worse", async () => {
    await addOrganization(test.database.client, "org_1");
    const failing = test.database.transact(async (tx) => {
      await addOrganization(tx, "org_2");
      insert("org_3");
      insert("org_1");
      insert("org_4");
    });
    await expect(failing).rejects.toSatisfy((error) => isUniqueViolation(error));
    expect(await ids()).toEqual(["org_1"]);
    await test.database.transact(async () => void insert("org_5"));
    expect(await ids()).toEqual(["org_1", "org_5"]);
  });

  it("runs none when the work throws", async () => {
    const reason = new Error("changed my mind");
    const thrown = test.database.transact(async () => {
      insert("org_1");
      throw reason;
    });
    await expect(thrown).rejects.toBe(reason);
    expect(await ids()).toEqual([]);
  });

  it("takes none once it is over, committed or not", async () => {
    let end = () => {};
    const isOver = new Promise<void>((resolve) => (end = resolve));
    const late: Promise<unknown>[] = [];
    const insertLate = () => late.push(isOver.then(() => insert("org_1")).catch(String));
    await test.database.transact(async () => void insertLate());
    const thrown = test.database.transact(async () => {
      insertLate();
      throw new Error("changed my mind");
    });
    await expect(thrown).rejects.toThrow("changed my mind");
    end();
    const refusal = "TypeError: The transaction is over";
    expect(await Promise.all(late)).toEqual([refusal, refusal]);
    expect(await ids()).toEqual([]);
  });

  it("is the only one that can", () => {
    expect(() => insert("org_1")).toThrow(TypeError);
  });
});

describe("a transaction that closes with statements, on PostgreSQL only", () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase("postgresql");
  });
  afterEach(() => test.close());

  const ids = async () => (await test.database.client.organization.findMany()).map(({ id }) => id);
  const insert = (id: string) => closeWith(insertOn("postgresql"), [id, id]);

  it("runs again, and them once, when the database gave up on one of them", async () => {
    await test.database.client.$executeRawUnsafe("CREATE SEQUENCE closing_attempts");
    let attempts = 0;
    await test.database.transact(async () => {
      attempts++;
      insert(`org_${attempts}`);
      closeWith(GIVE_UP_ONCE, []);
    });
    expect(attempts).toBe(2);
    expect(await ids()).toEqual(["org_2"]);
  });

  it("keeps them from a transaction that Prisma starts beside it", async () => {
    const seenBeside: number[] = [];
    const reason = new Error("changed my mind");
    const work = test.database.transact(async () => {
      insert("org_1");
      await test.database.client.$transaction([test.database.client.organization.count()]);
      seenBeside.push(await test.database.client.organization.count());
      throw reason;
    });
    await expect(work).rejects.toBe(reason);
    expect(seenBeside).toEqual([0]);
    expect(await ids()).toEqual([]);
  });
});
