import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
import { countByValue, type FixedValue } from "./count-by-value.ts";
import { countEach } from "./count-each.ts";
import type { KeyFacets } from "./key-conditions.ts";
import { readKeyIds } from "./read-key-ids.ts";

const organizationId = "org_1";
const inDays = (days: number) => new Date(epoch.getTime() + days * 24 * 60 * 60 * 1_000);
const within = (days: number): KeyFacets => ({ expires: { after: epoch, until: inDays(days) } });
const asks = (facets: KeyFacets, status: FixedValue["status"] = null) => ({ facets, status });

/** Values of every facet. */
const FIXED: readonly FixedValue[] = [
  { value: "active", ...asks({}, "active") },
  { value: "expired", ...asks({}, "expired") },
  { value: "revoked", ...asks({}, "revoked") },
  { value: "7", ...asks(within(7)) },
  { value: "30", ...asks(within(30)) },
  { value: "never", ...asks({ neverUsed: true }) },
  { value: "unused", ...asks({ unusedSince: inDays(-30) }) },
  { value: "shared", ...asks({ shared: true }) },
  { value: "team", ...asks({ labels: ["team=a"] }) },
  { value: "usr_1", ...asks({ createdById: "usr_1" }) },
  { value: "none", ...asks({ ownerId: null }) },
];

type Asked = KeyFacets & { status?: FixedValue["status"] };
const asked = ({ facets, status }: FixedValue): Asked => ({ ...facets, ...(status === null ? {} : { status }) });

describe.each(dialects)("the numbers of keys by value on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2"]) await addOrganization(client, id);
    const old = { createdAt: inDays(-100) };
    await addKey(client, "key_soon", { expiresAt: inDays(7), firstUsedAt: epoch, createdById: "usr_1", ...old });
    await addKey(client, "key_late", { expiresAt: inDays(8), firstUsedAt: epoch, createdById: "usr_1" });
    await addKey(client, "key_over", { expiresAt: epoch, ...old });
    await addKey(client, "key_dead", { expiresAt: inDays(2), revokedAt: epoch, firstUsedAt: inDays(-90), ...old });
    await addKey(client, "key_without_label", { expiresAt: inDays(1) });
    await addKey(client, "key_elsewhere", { organizationId: "org_2", expiresAt: inDays(1), createdById: "usr_1" });
    const of = (keyId: string, org: string, name: string) => ({ keyId, organizationId: org, name, label: `${name}=a` });
    await client.keyLabel.createMany({
      data: [
        ...["key_soon", "key_late", "key_over", "key_dead"].map((id) => of(id, "org_1", "env")),
        of("key_soon", "org_1", "team"),
        of("key_elsewhere", "org_2", "env"),
      ],
    });
    await client.keyLastUse.createMany({
      data: [
        { keyId: "key_soon", organizationId, at: epoch },
        { keyId: "key_late", organizationId, at: epoch },
        { keyId: "key_dead", organizationId, at: inDays(-90) },
      ],
    });
    const boundTo = { exe_1: "key_soon", exe_2: "key_soon", exe_3: "key_late" };
    for (const [id, boundKeyId] of Object.entries(boundTo)) {
      await addExecutor(client, id);
      await client.executor.update({ where: { id }, data: { boundKeyId } });
    }
  });
  afterAll(() => test.close());

  const count = (
    { status, ...facets }: Asked,
    values: Parameters<typeof countByValue>[2]["values"],
    limit = 100,
    executorId: string | null = null,
  ) =>
    countByValue(test.database.client, dialect, {
      organizationId,
      search: null,
      executorId,
      facets,
      status: status ?? null,
      now: epoch,
      values,
      limit,
    });
  const PROD: Asked = { labels: ["env=a"] };

  it("are counted in one look at the keys that a filter leaves", async () => {
    const { looked, counts } = await count(PROD, FIXED);
    expect(looked).toBe(4);
    expect(Object.fromEntries(counts)).toEqual({
      active: 2,
      expired: 1,
      revoked: 1,
      7: 2,
      30: 3,
      never: 1,
      unused: 2,
      shared: 1,
      team: 1,
      usr_1: 2,
      none: 4,
    });
    expect(await count(PROD, "creator")).toEqual({ looked: 4, counts: new Map([["usr_1", 2]]) });
    expect(await count(PROD, "owner")).toEqual({ looked: 4, counts: new Map([["none", 4]]) });
    expect(Object.fromEntries((await count(PROD, "label")).counts)).toEqual({ "env=a": 4, "team=a": 1 });
    expect((await count(PROD, FIXED, 100, "exe_1")).counts.get("shared")).toBe(1);
    expect((await count({}, FIXED, 100, "exe_3")).counts.get("shared")).toBe(0);
  });

  it("are those of the keys that the list has, with every two facets and a third", async () => {
    const { client } = test.database;
    for (const [at, one] of FIXED.entries()) {
      for (const other of FIXED.slice(at)) {
        const rest = { ...asked(one), ...asked(other) };
        const { counts } = await count(rest, FIXED);
        for (const third of FIXED) {
          const isOfSame = Object.keys(asked(third)).some((name) => name in rest);
          if (isOfSame) continue;
          const { status, ...facets } = { ...rest, ...asked(third) };
          const query = { organizationId, search: null, executorId: null, facets, status: status ?? null };
          const ids = await readKeyIds(client, dialect, { ...query, now: epoch, limit: 100 });
          const values = [one.value, other.value, third.value];
          expect([...values, counts.get(third.value)]).toEqual([...values, ids.length]);
        }
      }
    }
  });

  it("come from no more keys than are looked at, those of the smallest set, and are never greater than the true ones", async () => {
    const whole = await count(PROD, FIXED);
    for (const limit of [1, 3]) {
      const { looked, counts } = await count(PROD, FIXED, limit);
      expect(looked).toBe(limit);
      for (const [value, found] of counts) expect(found).toBeLessThanOrEqual(whole.counts.get(value) ?? 0);
      expect((await count(PROD, "creator", limit)).looked).toBe(limit);
    }
    expect(await count({ ...PROD, createdById: "usr_1" }, "owner", 3)).toEqual({
      looked: 2,
      counts: new Map([["none", 2]]),
    });
  });

  it("are counted each by itself in the whole organization, up to a limit", async () => {
    const each = FIXED.map(({ facets, status }) => ({ facets, ...(status === null ? {} : { status }) }));
    const ofEach = (limit: number) =>
      countEach(test.database.client, dialect, { organizationId, each, now: epoch, limit });
    expect(await ofEach(100)).toEqual([3, 1, 1, 3, 4, 2, 2, 1, 1, 2, 5]);
    expect(await ofEach(2)).toEqual([2, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2]);
  });
});
