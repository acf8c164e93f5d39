import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findAuditHeadForUpdate } from "../statements/audit-rows.ts";
import { readAuditRows } from "../statements/read-audit-rows.ts";
import type { StoredAuditRow } from "../mappers/stored-audit-row.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
import { writeChange, type ChangeRows } from "./write-change.ts";

const NOTHING: ChangeRows = { revocations: [], keyCounts: [], auditRows: [], drafts: [], invalidation: null };

const row = (sequence: number, organizationId = "org_1"): StoredAuditRow => ({
  id: `aud_${organizationId}_${sequence}`,
  organizationId,
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

const revocation = (keyId: string, replacedByKeyId: string | null = null, reason: string | null = null) => ({
  organizationId: "org_1",
  keyId,
  at: epoch,
  replacedByKeyId,
  reason,
});

describe.each(dialects)("the rows that a change writes last, on %s", (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    const heads = ["org_1", "org_2"].map((organizationId) => ({ organizationId, sequence: 0, hash: "none" }));
    await client.auditHead.createMany({ data: heads });
    await addOrganization(client, "org_1");
    for (const id of ["key_1", "key_2"]) await addKey(client, id);
  });
  afterEach(() => test.close());

  const write = (rows: Partial<ChangeRows>) =>
    test.database.transact((tx) => writeChange(tx, dialect, { ...NOTHING, ...rows }));
  const headOf = (organizationId: string) =>
    test.database.transact((tx) => findAuditHeadForUpdate(tx, dialect, organizationId));
  const revokedKeys = () =>
    test.database.client.apiKey.findMany({
      where: { revokedAt: { not: null } },
      orderBy: { id: "asc" },
      select: { id: true, revokedAt: true, replacedByKeyId: true, revokedReason: true },
    });

  it("audit rows have every field, as many as there are, and each head is at the last of its organization", async () => {
    const rows = Array.from({ length: 1_201 }, (_, index) => row(index + 1));
    let statements = 0;
    const stop = test.database.onQuery(() => statements++);
    const written = await write({ auditRows: [...rows, row(1, "org_2")] });
    stop();
    expect(written).toEqual({
      revocations: 0,
      keyCounts: 0,
      auditRows: 1_202,
      auditHeads: 2,
      notifications: 0,
      invalidation: 0,
    });
    // Three of rows, BEGIN and COMMIT; on SQLite one for the heads.
    expect(statements).toBe(dialect === "sqlite" ? 6 : 5);
    expect(
      await readAuditRows(test.database, { organizationId: "org_1", after: null, last: null, limit: null }),
    ).toEqual(rows);
    expect([await headOf("org_1"), await headOf("org_2")]).toEqual([
      { sequence: 1_201, hash: "hash 1201" },
      { sequence: 1, hash: "hash 1" },
    ]);
  });

  it("half of a character is written as none, and the rest of the text as it is", async () => {
    const texts = { actorName: "\uD83D of 🔑", details: '{"at":"\\ud83d","quote":"\\""}' };
    await write({ auditRows: [{ ...row(1), ...texts }] });
    const range = { organizationId: "org_1", after: null, last: null, limit: null };
    const [written] = await readAuditRows(test.database, range);
    expect(written).toMatchObject({ ...texts, actorName: "\uFFFD of 🔑" });
  });

  it("are neither rows nor head when a number is taken", async () => {
    await write({ auditRows: [row(1)] });
    await expect(write({ auditRows: [{ ...row(1), id: "aud_other", hash: "another" }] })).rejects.toThrow();
    expect(await headOf("org_1")).toEqual({ sequence: 1, hash: "hash 1" });
  });

  it("a revocation is of a key of the organization that is not revoked, and the count is their number", async () => {
    const written = await write({ revocations: [revocation("key_1", "key_9", "left"), revocation("key_2")] });
    expect(written.revocations).toBe(2);
    expect(await revokedKeys()).toEqual([
      { id: "key_1", revokedAt: epoch, replacedByKeyId: "key_9", revokedReason: "left" },
      { id: "key_2", revokedAt: epoch, replacedByKeyId: null, revokedReason: null },
    ]);
    for (const again of [
      revocation("key_1"),
      revocation("absent"),
      { ...revocation("key_2"), organizationId: "org_2" },
    ]) {
      expect(await write({ revocations: [again] })).toMatchObject({ revocations: 0 });
    }
  });

  it("numbers of keys add up", async () => {
    await write({ keyCounts: [{ organizationId: "org_1", keys: 3, revoked: 0 }] });
    const changes = [
      { organizationId: "org_1", keys: -1, revoked: 2 },
      { organizationId: "org_2", keys: 1, revoked: 0 },
    ];
    expect(await write({ keyCounts: changes })).toMatchObject({ keyCounts: 2 });
    expect(await test.database.client.keyCount.findMany({ orderBy: { organizationId: "asc" } })).toEqual([
      { organizationId: "org_1", keys: 2, revoked: 2 },
      { organizationId: "org_2", keys: 1, revoked: 0 },
    ]);
  });

  it("all together are one statement on PostgreSQL, with the invalidation, and four on SQLite", async () => {
    let statements = 0;
    const stop = test.database.onQuery(() => statements++);
    const written = await write({
      revocations: [revocation("key_1")],
      keyCounts: [{ organizationId: "org_1", keys: 0, revoked: 1 }],
      auditRows: [row(1)],
      invalidation: "scope",
    });
    stop();
    const invalidation = dialect === "sqlite" ? 0 : 1;
    expect(written).toEqual({
      revocations: 1,
      keyCounts: 1,
      auditRows: 1,
      auditHeads: 1,
      notifications: 0,
      invalidation,
    });
    expect(statements).toBe(2 + (dialect === "sqlite" ? 4 : 1));
  });
});
