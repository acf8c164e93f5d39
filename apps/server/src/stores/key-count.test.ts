import { createTestDatabase, dialects, type TestDatabase } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKeyStore } from "./api-key-store.ts";

const NOW = new Date("2026-06-01T12:00:00.000Z");
const ANY = { organizationId: "org_1", search: null, executorId: null, facets: {} };

describe.each(dialects)("the number of keys on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    for (const id of ["org_1", "org_2"]) {
      await test.database.client.organization.create({ data: { id, name: id, slug: id, createdAt: NOW } });
    }
  });
  afterAll(() => test.close());

  const change = <Result>(work: (store: ReturnType<typeof createApiKeyStore>) => Promise<Result>) =>
    test.database.transact((client) => work(createApiKeyStore(client, dialect)));
  const insert = (id: string, expiresAt: Date | null = null, organizationId = "org_1") =>
    change((store) =>
      store.insert({
        id,
        organizationId,
        name: id,
        secretHash: id,
        hint: "exc_a1B2",
        createdAt: NOW,
        createdById: null,
        createdByName: null,
        expiresAt,
        targetExecutorId: null,
        targetExecutorName: null,
        revokePrevious: false,
        replacesKeyId: null,
      }),
    );
  const count = (now = NOW) => createApiKeyStore(test.database.client, dialect).countByStatus(ANY, now);

  it("is exact after every change, and as it is found by counting", async () => {
    expect(await count()).toEqual({ active: 0, expired: 0, revoked: 0 });
    for (let index = 0; index < 5; index++) await insert(`key_${index}`, index < 2 ? NOW : null);
    await insert("key_later", new Date(NOW.getTime() + 1));
    await insert("key_elsewhere", null, "org_2");
    expect(await count()).toEqual({ active: 4, expired: 2, revoked: 0 });
    expect(await count(new Date(NOW.getTime() + 1))).toEqual({ active: 3, expired: 3, revoked: 0 });

    for (const id of ["key_0", "key_0", "key_4", "nobody"]) await change((store) => store.revoke("org_1", id, NOW));
    expect(await count()).toEqual({ active: 3, expired: 1, revoked: 2 });
    for (const id of ["key_0", "key_1", "nobody"]) await change((store) => store.deleteRevoked("org_1", id));
    expect(await count()).toEqual({ active: 3, expired: 1, revoked: 1 });

    const counted = await createApiKeyStore(test.database.client, dialect).countByStatus(
      { ...ANY, search: "key_" },
      NOW,
    );
    expect(counted).toEqual(await count());
  });

  it("is unchanged by a change that is taken back", async () => {
    const before = await count();
    const failing = test.database.transact(async (client) => {
      await createApiKeyStore(client, dialect).revoke("org_1", "key_2", NOW);
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
