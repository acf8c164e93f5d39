import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
import { askToRenew } from "./ask-to-renew.ts";
import { countByValue } from "./count-by-value.ts";
import { findKeys } from "./find-keys.ts";
import { findPendingSuccessors } from "./find-pending-successors.ts";
import { moveEnds } from "./policy-ends.ts";
import { readKeyUsage } from "./read-key-usage.ts";

const organizationId = "org_1";
/** More than either database takes as parameters of one statement, with the one that there is at the end. */
const LONG = [...Array.from({ length: 70_000 }, (_, n) => `none_${n}`), "key_1"];
/** As many as two lists of 10,000 and the rest of a statement. */
const TWICE_TEN_THOUSAND = [LONG.slice(0, 10_000), [...LONG.slice(0, 10_000), "key_1"]] as const;

describe.each(dialects)("a statement with a list as long as the data on %s", (dialect) => {
  let test: TestDatabase;
  const client = () => test.database.client;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await addOrganization(client(), organizationId);
    await addKey(client(), "key_1", { createdById: "key_1" });
    await addKey(client(), "key_2", { replacesKeyId: "key_1", pendingFor: "key_1 one", expiresAt: epoch });
    await addExecutor(client(), "exe_1");
    await client().executor.update({ where: { id: "exe_1" }, data: { boundKeyId: "key_1" } });
  });
  afterAll(() => test.close());

  it("finds keys, their successors and their executors", async () => {
    const keys = await findKeys(client(), dialect, { organizationId, ids: LONG, lock: "none" });
    expect(keys.map(({ id }) => id)).toEqual(["key_1"]);
    expect(await findPendingSuccessors(client(), dialect, { organizationId, keyIds: LONG })).toMatchObject([
      { id: "key_2" },
    ]);
    const usage = await readKeyUsage(client(), dialect, { organizationId, keyIds: LONG, shown: 1 });
    expect(usage.get("key_1")).toMatchObject({ total: 1 });
  });

  it("counts the keys of all creators that a search finds", async () => {
    const word = { textHas: "nothing", idHas: null, idEnds: null, hintBegins: null, creatorIds: LONG };
    const filter = { organizationId, search: [word], executorId: null, status: null };
    const found = await countByValue(client(), dialect, { ...filter, values: "creator", now: epoch, limit: 10 });
    expect(found).toEqual({ looked: 1, counts: new Map([["key_1", 1]]) });
  });

  it("changes what it finds", async () => {
    const asked = { organizationId, executors: { boundKeyIds: LONG }, from: epoch, spreadMs: 0 };
    expect(await askToRenew(client(), dialect, asked)).toEqual(["exe_1"]);
    const policy = { longestLifeDays: 1, unusedDays: null, renewAtPercent: null, exemptLabel: null };
    expect(await moveEnds(client(), dialect, { organizationId, policy, now: epoch, ids: LONG })).toBe(1);
  });

  it("is a query of Prisma with two lists of 10,000, in an order, bounded or counted", async () => {
    const [some, others] = TWICE_TEN_THOUSAND;
    const where = { organizationId, OR: [{ id: { in: [...some] } }, { id: { in: [...others] } }] };
    const found = await client().apiKey.findMany({ where, orderBy: { id: "asc" }, take: 5, select: { id: true } });
    expect(found).toEqual([{ id: "key_1" }]);
    expect(await client().apiKey.count({ where })).toBe(1);
    expect((await client().apiKey.groupBy({ by: ["id"], where, _min: { createdAt: true } })).length).toBe(1);
    expect((await client().apiKey.updateMany({ where, data: { note: "found" } })).count).toBe(1);
  });
});
