import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCredential, findCredentials } from "./find-credential.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addKey, addOrganization, epoch } from "../testing/sample-rows.ts";

describe.each(dialects)("finding a credential on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await addOrganization(test.database.client, "org_1");
  });
  afterAll(() => test.close());

  it("answers null to an unknown secret", async () => {
    expect(await findCredential(test.database, "hash of nothing")).toBeNull();
  });

  it("reads an unlimited key for any executor", async () => {
    await addKey(test.database.client, "key_plain");
    expect(await findCredential(test.database, "hash of key_plain")).toEqual({
      keyId: "key_plain",
      organizationId: "org_1",
      organizationSlug: "slug-of-org_1",
      organizationDeactivatedAt: null,
      createdAt: epoch,
      expiresAt: null,
      unusedEndsAt: null,
      renewAtPercent: null,
      pausedUntil: null,
      revokedAt: null,
      targetExecutorName: null,
      targetExecutorKind: null,
      revokePrevious: false,
      pendingFor: null,
    });
  });

  it("reads every instant to the millisecond, the target and the option", async () => {
    const expiresAt = new Date("2027-03-28T01:30:00.123Z");
    const revokedAt = new Date("2026-10-25T00:30:00.999Z");
    const data = { expiresAt, revokedAt, targetExecutorName: "edge-1", revokePrevious: true };
    await addKey(test.database.client, "key_full", data);
    await test.database.client.organization.update({ where: { id: "org_1" }, data: { deactivatedAt: epoch } });
    expect(await findCredential(test.database, "hash of key_full")).toMatchObject({
      ...data,
      organizationDeactivatedAt: epoch,
    });
  });

  it("sees a revocation as soon as it is committed", async () => {
    await addKey(test.database.client, "key_fresh");
    await findCredential(test.database, "hash of key_fresh");
    await test.database.transact((tx) => tx.apiKey.update({ where: { id: "key_fresh" }, data: { revokedAt: epoch } }));
    expect(await findCredential(test.database, "hash of key_fresh")).toMatchObject({ revokedAt: epoch });
  });

  it("costs one statement", async () => {
    await findCredential(test.database, "warm up");
    let statements = 0;
    const stop = test.database.onQuery(() => statements++);
    await findCredential(test.database, "hash of key_plain");
    stop();
    expect(statements).toBe(1);
  });

  it("of many secrets costs one statement, and answers in their order", async () => {
    for (const id of ["key_a", "key_b"]) await addKey(test.database.client, id);
    const hashes = ["hash of key_b", 'a hash with "quotes", {braces} and \\', "hash of key_a", "hash of key_b"];
    let statements = 0;
    const stop = test.database.onQuery(() => statements++);
    const found = await findCredentials(test.database, hashes);
    stop();
    expect(found.map((one) => one?.keyId ?? null)).toEqual(["key_b", null, "key_a", "key_b"]);
    expect(statements).toBe(1);
  });
});
