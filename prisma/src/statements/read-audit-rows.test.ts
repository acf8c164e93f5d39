import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAuditRows, type AuditRowCondition } from "./read-audit-rows.ts";
import type { StoredAuditRow } from "../mappers/stored-audit-row.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";

const at = new Date("2026-10-25T00:30:00.123Z");
const row = (sequence: number, changed: Partial<StoredAuditRow> = {}): StoredAuditRow => ({
  id: `aud_${sequence}_${changed.organizationId ?? "org_1"}`,
  organizationId: "org_1",
  sequence,
  at: new Date(at.getTime() + sequence),
  actorKind: "user",
  actorId: "usr_1",
  actorName: "Ada",
  actorEmail: "ada@example.com",
  actorRole: "owner",
  action: "api_key.created",
  targetKind: "api_key",
  targetId: "key_1",
  targetName: "'; DROP TABLE audit_row; --",
  details: "{}",
  sourceAddress: null,
  previousHash: "0".repeat(64),
  hash: "f".repeat(64),
  ...changed,
});
const ROWS = [
  row(1),
  row(2, { actorKind: "system", actorId: null, actorEmail: null, actorRole: null, actorName: "Excalibur" }),
  row(3, { actorId: "usr_2", actorRole: "member" }),
  row(4, { action: "api_key.revoked", targetId: "key_2" }),
];

describe.each(dialects)("reading a range of an audit log on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await test.database.client.auditRow.createMany({ data: ROWS.toReversed() });
    await test.database.client.auditRow.create({ data: row(1, { organizationId: "org_2" }) });
  });
  afterAll(() => test.close());

  const read = (
    after: number | null,
    last: number | null,
    conditions: readonly AuditRowCondition[] = [],
    limit: number | null = null,
  ) => readAuditRows(test.database, { organizationId: "org_1", after, last, limit }, conditions);
  const numbers = async (...conditions: AuditRowCondition[]) =>
    (await read(0, 10, conditions)).map(({ sequence }) => sequence);

  it("gives every stored field, in the order of the numbers, of this organization only", async () => {
    expect(await read(0, 10)).toEqual(ROWS);
    expect(await read(1, 3)).toEqual(ROWS.slice(1, 3));
    expect(await read(4, 10)).toEqual([]);
    expect(await read(1, null, [], 2)).toEqual(ROWS.slice(1, 3));
    expect(await read(null, null, [{ column: "action", is: "api_key.created" }], 3)).toEqual(ROWS.slice(0, 3));
  });

  it("keeps to conditions, with instants to the millisecond", async () => {
    expect(await numbers({ column: "action", is: "api_key.revoked" })).toEqual([4]);
    expect(await numbers({ column: "actorKind", is: "user" }, { column: "targetId", is: "key_1" })).toEqual([1, 3]);
    expect(await numbers({ since: ROWS[1]!.at })).toEqual([2, 3, 4]);
    expect(await numbers({ until: ROWS[1]!.at })).toEqual([1]);
    const own = [{ column: "actorId", is: "usr_1" } as const];
    expect(await numbers({ oneOf: [own, [{ column: "actorRole", is: "member" }]] }, { until: ROWS[3]!.at })).toEqual([
      1, 3,
    ]);
  });

  it("takes what it is asked for as a value, never as SQL", async () => {
    expect(await numbers({ column: "targetId", is: "' OR '1'='1" })).toEqual([]);
  });
});
