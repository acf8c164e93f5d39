import { describe, expect, test } from "vitest";
import { boolean, instant, instantOrNull, integer, RowSchema, text, textOrNull, type RawRow } from "./row-schema.ts";
import { createTestDatabase, dialects } from "../testing/index.ts";
import { addKey, addOrganization } from "../testing/sample-rows.ts";

const at = new Date("2026-05-04T03:02:01.234Z");
const SCHEMA = new RowSchema({
  id: text("k.id"),
  targetName: textOrNull("k.target_executor_name"),
  isRevoking: boolean("k.revoke_previous"),
  createdAt: instant("k.created_at"),
  revokedAt: instantOrNull("k.revoked_at"),
  length: integer("length(k.hint)"),
});

describe.each(dialects)("rows on %s", (dialect) => {
  test("a row is read by the types of its columns, though drivers represent booleans, integers and instants differently", async () => {
    const { database, close } = await createTestDatabase(dialect);
    await addOrganization(database.client, "org_1");
    await addKey(database.client, "key_1");
    await database.client.apiKey.update({ where: { id: "key_1" }, data: { createdAt: at, revokePrevious: true } });
    const rows = await database.client.$queryRawUnsafe<RawRow[]>(`SELECT ${SCHEMA.select(dialect)} FROM api_key k`);
    expect(rows.map((row) => SCHEMA.read(row))).toEqual([
      { id: "key_1", targetName: null, isRevoking: true, createdAt: at, revokedAt: null, length: 8 },
    ]);
    await close();
  });
});

test("a column that is never null, and null all the same, is an error that names it", () => {
  const row = { id: "key_1", targetName: null, isRevoking: 0, createdAt: null, revokedAt: null, length: 8n };
  expect(() => SCHEMA.read(row)).toThrow("The column k.created_at holds object null");
});
