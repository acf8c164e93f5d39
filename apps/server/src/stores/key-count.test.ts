import { createTestDatabase, dialects, type TestDatabase } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Change, ChangeOrigin } from "@excalibur/api/server";
import { runChangeOffline } from "../changes/run-change-offline.ts";
import { createApiKeyReads } from "./api-key-store.ts";

const NOW = new Date("2026-06-01T12:00:00.000Z");
const BY_SYSTEM: ChangeOrigin = {
  organizationId: "org_1",
  actor: { kind: "system", name: "test" },
  at: NOW,
  sourceAddress: null,
};
const ANY = { organizationId: "org_1", search: null, executorId: null, facets: {} };

describe.each(dialects)("the number of keys on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    for (const id of ["org_1", "org_2"]) {
      await test.database.client.organization.create({ data: { id, name: id, slug: id, createdAt: NOW } });
      await test.database.client.auditHead.create({ data: { organizationId: id, sequence: 0, hash: "" } });
    }
  });
  afterAll(() => test.close());

  const change = <Result>(work: (tx: Change) => Promise<Result>) => runChangeOffline(test.database, () => NOW)(work);
  const revoke = (id: string) =>
    change(async ({ apiKeys }) => {
      const key = await apiKeys.findForUpdate("org_1", id);
      if (key?.revokedAt === null) apiKeys.revoke(key, BY_SYSTEM, "manual");
    });
  const remove = (id: string) =>
    change(async ({ apiKeys }) => {
      const key = await apiKeys.findForUpdate("org_1", id);
      if (key !== null) await apiKeys.delete(key, BY_SYSTEM);
    });
  const insert = (id: string, expiresAt: Date | null = null, organizationId = "org_1") =>
    change((tx) =>
      tx.apiKeys.insert({
        id,
        organizationId,
        name: id,
        secretHash: id,
        hint: "exc_a1B2",
        note: "",
        labels: {},
        owner: null,
        createdAt: NOW,
        createdById: null,
        createdByName: null,
        expiresAt,
        targetExecutorId: null,
        targetExecutorName: null,
        targetExecutorKind: null,
        revokePrevious: false,
        replacesKeyId: null,
      }),
    );
  const count = (now = NOW) => createApiKeyReads(test.database.client, dialect).countByStatus(ANY, now);

  it("is exact after every change, and as it is found by counting", async () => {
    expect(await count()).toEqual({ active: 0, expired: 0, revoked: 0 });
    for (let index = 0; index < 5; index++) await insert(`key_${index}`, index < 2 ? NOW : null);
    await insert("key_later", new Date(NOW.getTime() + 1));
    await insert("key_elsewhere", null, "org_2");
    expect(await count()).toEqual({ active: 4, expired: 2, revoked: 0 });
    expect(await count(new Date(NOW.getTime() + 1))).toEqual({ active: 3, expired: 3, revoked: 0 });

    for (const id of ["key_0", "key_0", "key_4", "absent"]) await revoke(id);
    expect(await count()).toEqual({ active: 3, expired: 1, revoked: 2 });
    await remove("key_0");
    await remove("absent");
    await expect(remove("key_1")).rejects.toThrow("Only a revoked key can be deleted");
    expect(await count()).toEqual({ active: 3, expired: 1, revoked: 1 });

    const counted = await createApiKeyReads(test.database.client, dialect).countByStatus(
      { ...ANY, search: "key_" },
      NOW,
    );
    expect(counted).toEqual(await count());
  });

  it("is unchanged by a change that is taken back", async () => {
    const before = await count();
    const failing = change(async ({ apiKeys }) => {
      const key = await apiKeys.findForUpdate("org_1", "key_2");
      if (key !== null) apiKeys.revoke(key, BY_SYSTEM, "manual");
      throw new Error("taken back");
    });
    await expect(failing).rejects.toThrow("taken back");
    expect(await count()).toEqual(before);
  });

  it("survives many changes at once", async () => {
    const before = await count();
    await Promise.all(Array.from({ length: 20 }, (_, index) => insert(`key_many_${index}`)));
    expect(await count()).toEqual({ ...before, active: before.active + 20 });
  });
});
