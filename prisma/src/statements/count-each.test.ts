import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
import { countByValue } from "./count-by-value.ts";
import { countEach } from "./count-each.ts";

const inDays = (days: number) => new Date(epoch.getTime() + days * 24 * 60 * 60 * 1_000);

describe.each(dialects)("keys that expire within some days on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2"]) await addOrganization(client, id);
    for (const day of [-1, 0, 1, 7, 8, 30, 31, 91]) await addKey(client, `key_${day}`, { expiresAt: inDays(day) });
    await addKey(client, "key_revoked", { expiresAt: inDays(2), revokedAt: epoch });
    await addKey(client, "key_never", {});
    await addKey(client, "key_other", { organizationId: "org_2", expiresAt: inDays(1) });
  });
  afterAll(() => test.close());

  const count = (windows: readonly (readonly [after: number, until: number])[], limit: number, more: object = {}) =>
    countEach(
      test.database.client,
      dialect,
      windows.map(([after, until]) => ({
        organizationId: "org_1",
        search: null,
        executorId: null,
        status: null,
        ...more,
        facets: { expires: { after: inDays(after), until: inDays(until) } },
      })),
      { now: epoch, limit },
    );
  const WITHIN = [
    [0, 7],
    [0, 30],
    [0, 90],
  ] as const;

  it("are counted for each stretch, after its first instant and up to its last, in any order", async () => {
    expect(await count(WITHIN, 100)).toEqual([3, 5, 6]);
    expect(await count(WITHIN.toReversed(), 100)).toEqual([6, 5, 3]);
    expect(
      await count(
        [
          [0, 7],
          [7, 30],
        ],
        100,
      ),
    ).toEqual([3, 2]);
    expect(await count(WITHIN, 100, { status: "revoked" })).toEqual([1, 1, 1]);
  });

  it("are counted up to the limit, the soonest first", async () => {
    expect(await count(WITHIN, 4)).toEqual([3, 4, 4]);
    expect(await count(WITHIN, 2)).toEqual([2, 2, 2]);
    expect(await count(WITHIN, 4, { status: "active" })).toEqual([2, 4, 4]);
  });

  it("are counted by creator in one look at each, at no more than the limit", async () => {
    const { client } = test.database;
    for (const id of ["key_1", "key_7", "key_31"])
      await client.apiKey.update({ where: { id }, data: { createdById: "usr_1" } });
    const facets = { expires: { after: epoch, until: inDays(30) } };
    const asked = {
      organizationId: "org_1",
      search: null,
      executorId: null,
      status: null,
      facets,
      now: epoch,
    } as const;
    const byCreator = (limit: number) => countByValue(client, dialect, { ...asked, facet: "creator", limit });
    expect(await byCreator(100)).toEqual({ keys: 5, counts: new Map([["usr_1", 2]]) });
    expect((await byCreator(3)).keys).toBe(3);
    expect(await countByValue(client, dialect, { ...asked, facet: "owner", limit: 100 })).toEqual({
      keys: 5,
      counts: new Map([["none", 5]]),
    });
  });
});
