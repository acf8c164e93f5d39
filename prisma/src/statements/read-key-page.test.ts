import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKeyPage, type KeyPageRequest } from "./read-key-page.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
import { writeLastSeen } from "./write-last-seen.ts";

const KEYS = 40;
/** So many of them are used, several at the same instant; some again and again. */
const USED = 30;
const ROUNDS = 3;
const LIMIT = 7;

interface Key {
  readonly id: string;
  readonly name: string;
  readonly isRevoked: boolean;
  at: Date | null;
}

describe.each(dialects)("keys by last use on %s", (dialect) => {
  let test: TestDatabase;
  const keys: Key[] = [];

  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await addOrganization(test.database.client, "org_1");
    for (let n = 0; n < KEYS; n++) {
      const isRevoked = n % 4 === 0;
      const key = { id: `key_${(n * 17) % KEYS}`, name: n % 3 === 0 ? `prod ${n}` : `edge ${n}`, isRevoked, at: null };
      await addKey(test.database.client, key.id, { nameFolded: key.name, revokedAt: isRevoked ? epoch : null });
      keys.push(key);
    }
    for (let round = 0; round < ROUNDS; round++) {
      const used = keys.slice(0, USED).filter((_, n) => n % (round + 1) === 0);
      for (const [n, key] of used.entries()) key.at = new Date(epoch.getTime() + round * 1_000 + ((n * 7) % 10));
      await writeLastSeen(test.database, { executors: [], keys: used.map(({ id, at }) => ({ id, at: at ?? epoch })) });
    }
    await addOrganization(test.database.client, "org_2");
    await addKey(test.database.client, "key_of_others", { organizationId: "org_2" });
    await writeLastSeen(test.database, { executors: [], keys: [{ id: "key_of_others", at: epoch }] });
  });
  afterAll(() => test.close());

  /** As a plain sort has them. */
  const sorted = (of: readonly Key[], direction: "asc" | "desc") => {
    const turn = direction === "asc" ? 1 : -1;
    const rank = (key: Key) => key.at?.getTime() ?? null;
    return of.toSorted((a, b) => {
      const [first, second] = [rank(a), rank(b)];
      if (first === null || second === null) {
        if (first !== second) return first === null ? 1 : -1;
      } else if (first !== second) return turn * (first - second);
      return turn * (a.id < b.id ? -1 : 1);
    });
  };

  const request = (given: Partial<KeyPageRequest>): KeyPageRequest => ({
    organizationId: "org_1",
    search: null,
    executorId: null,
    status: null,
    now: epoch,
    sort: { by: "lastUsedAt", direction: "desc" },
    after: null,
    skip: 0,
    limit: LIMIT,
    ...given,
  });

  /** Page by page. */
  const readAll = async (given: Partial<KeyPageRequest>) => {
    const read: { id: string; lastUsedAt: Date | null }[] = [];
    for (let after: KeyPageRequest["after"] = null; ;) {
      const page = await readKeyPage(test.database.client, dialect, request({ ...given, after }));
      read.push(...page);
      const last = page.at(-1);
      if (last === undefined) return read.map(({ id, lastUsedAt: at }) => ({ id, at }));
      after = { id: last.id, value: last.lastUsedAt };
    }
  };

  const prod = [{ textHas: "prod", idHas: null, idEnds: null, hintBegins: null, creatorIds: [] }];
  it.each([
    ["all", {}, () => true],
    ["the revoked ones", { status: "revoked" }, ({ isRevoked }: Key) => isRevoked],
    ["the active ones", { status: "active" }, ({ isRevoked }: Key) => !isRevoked],
    ["those of a search", { search: prod }, ({ name }: Key) => name.startsWith("prod")],
  ] as const)("come page by page in the order of a plain sort, in both directions: %s", async (_, given, isWanted) => {
    for (const direction of ["asc", "desc"] as const) {
      const wanted = sorted(keys.filter(isWanted), direction).map(({ id, at }) => ({ id, at }));
      expect(wanted.some(({ at }) => at === null) && wanted.some(({ at }) => at !== null)).toBe(true);
      expect(await readAll({ ...given, sort: { by: "lastUsedAt", direction } })).toEqual(wanted);
    }
  });

  it("are passed over as if they had been read, from the used ones into those that never were", async () => {
    const wanted = sorted(keys, "desc").map(({ id }) => id);
    for (const skip of [0, 5, USED - 3, USED, KEYS - 2, KEYS]) {
      const page = await readKeyPage(test.database.client, dialect, request({ skip }));
      expect(page.map(({ id }) => id)).toEqual(wanted.slice(skip, skip + LIMIT));
    }
  });
});
