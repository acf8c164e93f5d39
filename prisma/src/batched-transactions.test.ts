import type { EventEmitter } from "node:events";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { batchTransactions } from "./batched-transactions.ts";
import { createTestDatabaseUrl, type TestDatabaseUrl } from "./testing/index.ts";

const READ = "SELECT 1 AS one";
const insert = (id: string) => ({
  text: "INSERT INTO organization (id, name, slug, created_at) VALUES ($1, 'Acme', $1, now())",
  values: [id],
});
const DUPLICATE = { code: "23505" };
const NOTHING_SUCH = { code: "42P01" };
const reject = "SELECT * FROM nothing_such";

describe("a connection that sends together what a transaction says in one go", () => {
  let test: TestDatabaseUrl;
  let connection: pg.Client;
  /** How often the database has said that it answered all that it was sent. */
  let answers: number;
  beforeEach(async () => {
    test = await createTestDatabaseUrl("postgresql");
    connection = new pg.Client({ connectionString: test.url, pipeline: true });
    await connection.connect();
    answers = 0;
    const wire = connection as unknown as { readonly connection: EventEmitter };
    wire.connection.on("readyForQuery", () => (answers += 1));
    batchTransactions(connection);
  });
  afterEach(async () => {
    await connection.end();
    await test.remove();
  });

  const say = (statement: string | pg.QueryConfig) => connection.query(statement);
  const begin = () => say("BEGIN");
  const organizations = async () => {
    const { rows } = await say("SELECT id FROM organization ORDER BY id");
    return rows.map(({ id }: { id: string }) => id);
  };

  it("gets one answer for BEGIN and what it begins with, and one for what it ends with and COMMIT", async () => {
    await begin();
    const first = await Promise.all([say(READ), say(insert("org_1")), say({ text: READ, name: "one" })]);
    expect(first.map(({ rowCount }) => rowCount)).toEqual([1, 1, 1]);
    expect(first[2]?.rows).toEqual([{ one: 1 }]);
    expect(answers).toBe(1);
    const last = await Promise.all([say(insert("org_2")), say({ text: READ, name: "one" }), say("COMMIT")]);
    expect(last.map(({ command }) => command)).toEqual(["INSERT", "SELECT", "COMMIT"]);
    expect(answers).toBe(2);
    expect(await organizations()).toEqual(["org_1", "org_2"]);
  });

  it("keeps apart what is said one after the other, and what is said outside a transaction", async () => {
    await begin();
    await say(READ);
    await say(READ);
    await say("COMMIT");
    await Promise.all([say(READ), say(READ)]);
    expect(answers).toBe(5);
  });

  it("takes back what a transaction said in the same go as its ROLLBACK", async () => {
    await begin();
    const [, rolledBack] = await Promise.all([say(insert("org_1")), say("ROLLBACK")]);
    expect(rolledBack.command).toBe("ROLLBACK");
    expect(await organizations()).toEqual([]);
  });

  it("fails what is behind a statement that failed by the same error, and not what was before it", async () => {
    await begin();
    const settled = await Promise.allSettled([say(READ), say(reject), say(insert("org_1"))]);
    expect(settled).toMatchObject([
      { status: "fulfilled", value: { rowCount: 1 } },
      { status: "rejected", reason: NOTHING_SUCH },
      { status: "rejected", reason: NOTHING_SUCH },
    ]);
    await expect(say(insert("org_2"))).rejects.toMatchObject(NOTHING_SUCH);
    await say("ROLLBACK");
    expect(await organizations()).toEqual([]);
  });

  it("sends the text again of a prepared statement that was skipped", async () => {
    const prepared = { text: READ, name: "one" };
    await begin();
    await Promise.allSettled([say(reject), say(prepared)]);
    await say("ROLLBACK");
    await begin();
    expect((await say(prepared)).rows).toEqual([{ one: 1 }]);
    await say("COMMIT");
  });

  it("goes on behind a savepoint that it went back to", async () => {
    await begin();
    await say(insert("org_1"));
    await say("SAVEPOINT before");
    await expect(say(insert("org_1"))).rejects.toMatchObject(DUPLICATE);
    await say("ROLLBACK TO SAVEPOINT before");
    await say("COMMIT");
    expect(await organizations()).toEqual(["org_1"]);
  });

  it("commits nothing when a statement sent with COMMIT fails, and is outside a transaction then", async () => {
    await begin();
    await say(insert("org_1"));
    const settled = await Promise.allSettled([say(insert("org_1")), say(insert("org_2")), say("COMMIT")]);
    for (const { status, ...why } of settled) expect([status, why]).toMatchObject(["rejected", { reason: DUPLICATE }]);
    await say(insert("org_3"));
    expect(await organizations()).toEqual(["org_3"]);
    expect(connection.getTransactionStatus()).toBe("I");
  });

  it("commits nothing of a transaction in which a statement failed, and says why", async () => {
    await begin();
    await say(insert("org_1"));
    await expect(say(reject)).rejects.toMatchObject(NOTHING_SUCH);
    await expect(say("COMMIT")).rejects.toMatchObject(NOTHING_SUCH);
    expect(await organizations()).toEqual([]);
    expect(connection.getTransactionStatus()).toBe("I");
  });

  it("changes nothing when BEGIN fails, up to the ROLLBACK", async () => {
    // Inside a transaction that failed, PostgreSQL refuses a BEGIN as well.
    await begin();
    await expect(say(reject)).rejects.toMatchObject(NOTHING_SUCH);
    await begin();
    const refused = { code: "25P02" };
    const settled = await Promise.allSettled([say(READ), say(insert("org_1"))]);
    expect(settled).toMatchObject([{ reason: refused }, { reason: refused }]);
    await expect(say(insert("org_2"))).rejects.toMatchObject(refused);
    await say("ROLLBACK");
    await begin();
    await say(insert("org_3"));
    await say("COMMIT");
    expect(await organizations()).toEqual(["org_3"]);
  });

  it("fails everything that was under way when the connection breaks", async () => {
    connection.on("error", () => undefined);
    await begin();
    const cut = say("SELECT pg_terminate_backend(pg_backend_pid())");
    const settled = await Promise.allSettled([cut, say(insert("org_1")), say("COMMIT")]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  });
});
