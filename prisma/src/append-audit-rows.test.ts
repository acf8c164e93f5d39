import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendAuditRows } from "./append-audit-rows.ts";
import { readAuditRows } from "./read-audit-rows.ts";
import type { StoredAuditRow } from "./stored-audit-row.ts";
import { createTestDatabase, dialects, type TestDatabase } from "./testing/index.ts";

const row = (sequence: number): StoredAuditRow => ({
  id: `aud_${sequence}`,
  organizationId: "org_1",
  sequence,
  at: new Date(Date.UTC(2026, 9, 25, 0, 30, 0, 123) + sequence),
  actorKind: sequence % 2 === 0 ? "user" : "system",
  actorId: sequence % 2 === 0 ? "usr_1" : null,
  actorName: "Ada $1 ? '; DROP TABLE audit_row; --",
  actorEmail: null,
  actorRole: null,
  action: "api_key.created",
  targetKind: "api_key",
  targetId: "key_1",
  targetName: "رمز 🔑 e\u0301",
  details: '{"name":"prod"}',
  sourceAddress: null,
  previousHash: `hash ${sequence - 1}`,
  hash: `hash ${sequence}`,
});

describe.each(dialects)("appending to an audit log on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const heads = ["org_1", "org_2"].map((organizationId) => ({ organizationId, sequence: 0, hash: "none" }));
    await test.database.client.auditHead.createMany({ data: heads });
  });
  afterAll(() => test.close());

  const headOf = async (organizationId: string) =>
    (await test.database.client.auditHead.findUnique({ where: { organizationId } }))?.hash;

  it("writes every field of as many rows as there are, and moves this organization's head to the last", async () => {
    const rows = Array.from({ length: 1_201 }, (_, index) => row(index + 1));
    let statements = 0;
    const stop = test.database.onQuery(() => statements++);
    await test.database.transact(async () => appendAuditRows(dialect, rows));
    stop();
    // Three of rows, BEGIN and COMMIT; on SQLite one for the head.
    expect(statements).toBe(dialect === "sqlite" ? 6 : 5);
    expect(
      await readAuditRows(test.database, { organizationId: "org_1", after: null, last: null, limit: null }),
    ).toEqual(rows);
    expect(await headOf("org_1")).toBe("hash 1201");
    expect(await headOf("org_2")).toBe("none");
  });

  it("writes neither row nor head when a number is taken", async () => {
    const taken = { ...row(7), id: "aud_other", hash: "hash of another" };
    await expect(test.database.transact(async () => appendAuditRows(dialect, [taken]))).rejects.toThrow();
    expect(await headOf("org_1")).toBe("hash 1201");
  });
});
