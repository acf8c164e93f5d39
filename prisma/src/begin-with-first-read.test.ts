import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginWithFirstRead } from "./begin-with-first-read.ts";
import { createTestDatabaseUrl, type TestDatabaseUrl } from "./testing/index.ts";

const READ = "SELECT 1 AS one";
const WRITE = "INSERT INTO organization (id, name, slug, created_at) VALUES ('org_1', 'Acme', 'acme', now())";

describe("BEGIN with the first read", () => {
  let test: TestDatabaseUrl;
  let connection: pg.Client;
  /** What went to the database and came back, in order. */
  let log: string[];
  /** What goes to the database for BEGIN. */
  let begin: string;
  beforeEach(async () => {
    test = await createTestDatabaseUrl("postgresql");
    connection = new pg.Client({ connectionString: test.url, pipeline: true });
    await connection.connect();
    log = [];
    begin = "BEGIN";
    const query = connection.query.bind(connection) as (text: string) => Promise<pg.QueryResult>;
    connection.query = (async (text: string) => {
      const [verb = ""] = text.split(" ");
      log.push(`${verb} sent`);
      const result = await query(text === "BEGIN" ? begin : text);
      log.push(`${verb} answered`);
      return result;
    }) as typeof connection.query;
    beginWithFirstRead(connection);
  });
  afterEach(async () => {
    await connection.end();
    await test.remove();
  });

  const organizations = async () => (await connection.query("SELECT id FROM organization")).rowCount;

  it("sends what reads at once, and what writes once BEGIN was answered", async () => {
    await connection.query("BEGIN");
    const answers = await Promise.all([connection.query(READ), connection.query(WRITE)]);
    expect(answers.map(({ rowCount }) => rowCount)).toEqual([1, 1]);
    expect(log.slice(0, 2)).toEqual(["BEGIN sent", "SELECT sent"]);
    expect(log.indexOf("INSERT sent")).toBeGreaterThan(log.indexOf("BEGIN answered"));
    await connection.query("ROLLBACK");
    expect(await organizations()).toBe(0);
  });

  it("lets no read overtake a write that waits", async () => {
    await connection.query("BEGIN");
    const [, read] = await Promise.all([connection.query(WRITE), connection.query("SELECT id FROM organization")]);
    expect(read.rowCount).toBe(1);
    await connection.query("ROLLBACK");
  });

  it("a transaction that begins with a write is one", async () => {
    await connection.query("BEGIN");
    await connection.query(WRITE);
    await connection.query("ROLLBACK");
    expect(await organizations()).toBe(0);
  });

  it("takes back a write that still waited when the transaction was given up", async () => {
    await connection.query("BEGIN");
    const [, rolledBack] = await Promise.all([connection.query(WRITE), connection.query("ROLLBACK")]);
    expect(rolledBack.command).toBe("ROLLBACK");
    expect(await organizations()).toBe(0);
  });

  it("writes nothing when BEGIN fails, and says why to everything up to the ROLLBACK", async () => {
    begin = "BEGIN NONSENSE";
    await connection.query("BEGIN");
    const why = { message: expect.stringContaining("NONSENSE") };
    await expect(connection.query(READ)).rejects.toMatchObject(why);
    await expect(connection.query(WRITE)).rejects.toMatchObject(why);
    await expect(connection.query("COMMIT")).rejects.toMatchObject(why);
    await connection.query("ROLLBACK");
    expect(await organizations()).toBe(0);
  });
});
