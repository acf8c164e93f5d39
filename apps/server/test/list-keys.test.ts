import type { RouterInputs } from "@excalibur/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reasonOf, type Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

type ListInput = RouterInputs["apiKeys"]["list"];

const NAMES = ["Zeta", "alpha", "Ärger", "beta", "prod 1", "prod 2", "prod 10", "🗝 key", "same", "same", "same"];
const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsOfLane("postgresql"))("the list of keys on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  const ids: string[] = [];

  beforeAll(async () => {
    server = await startTestServer(dialect);
    const tenant = await server.addOrganization("Acme");
    owner = await server.signIn(tenant.owner);
    for (const [index, name] of NAMES.entries()) {
      const expiry = index % 3 === 0 ? { expiresInDays: index + 1 } : {};
      const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR, ...expiry });
      ids.push(key.id);
      if (index % 2 === 0) await owner.sync(secret, { name: `executor-${index}` });
      if (index % 2 === 0) await server.flushPresence();
    }
    await owner.trpc.apiKeys.revoke.mutate({ id: ids[1]! });
    server.advanceClock(36 * 60 * 60 * 1000);
  });
  afterAll(() => server.close());

  /** Goes through all pages. */
  const listAll = async (input: ListInput) => {
    const items = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof owner.trpc.apiKeys.list.query>> = await owner.trpc.apiKeys.list.query({
        ...input,
        cursor,
      });
      expect(page.items.length).toBeLessThanOrEqual(input.limit ?? 50);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  };

  test("shows the newest first, with counts by status", async () => {
    const { items, counts, nextCursor } = await owner.trpc.apiKeys.list.query({});
    expect(items.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(counts).toEqual({ active: 9, expired: 1, revoked: 1 });
    expect(nextCursor).toBeNull();
  });

  test("filters keys that expire soon, that were never used, or that are shared, and counts the result", async () => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "shared by two", target: NEW_EXECUTOR });
    for (const name of ["one-of-two", "two-of-two"]) await owner.sync(secret, { name });
    await server.flushPresence();
    const list = async (facets: NonNullable<ListInput["facets"]>, more: ListInput = {}) => {
      const { items, counts, total } = await owner.trpc.apiKeys.list.query({ ...more, facets });
      return { names: items.map(({ name }) => name), counts, total };
    };
    // Of the expiries after 1, 4, 7 and 10 days, a day and a half ago, the first one has passed.
    const soonestFirst = { sort: { by: "expiresAt", direction: "asc" } } as const;
    expect(await list({ expiresWithinDays: 6 }, soonestFirst)).toEqual({
      names: ["beta", "prod 10"],
      counts: { active: 2, expired: 0, revoked: 0 },
      total: 2,
    });
    expect(await list({ expiresWithinDays: 6 }, { ...soonestFirst, limit: 1 })).toMatchObject({
      names: ["beta"],
      total: 2,
    });
    expect(await list({ shared: true })).toEqual({
      names: ["shared by two"],
      counts: { active: 1, expired: 0, revoked: 0 },
      total: 1,
    });
    const unused = await list({ neverUsed: true }, { sort: { by: "lastUsedAt", direction: "asc" } });
    expect(unused.names.toSorted()).toEqual(NAMES.filter((_, index) => index % 2 === 1).toSorted());
    expect(unused.counts).toEqual({ active: 4, expired: 0, revoked: 1 });
    expect(await list({ neverUsed: true }, { status: "active" })).toMatchObject({ total: 4 });
    expect(await list({ neverUsed: true, shared: true })).toMatchObject({ names: [], total: 0 });
    expect(await list({ neverUsed: true }, { search: "prod 2" })).toMatchObject({ names: ["prod 2"], total: 1 });
    await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    await owner.trpc.apiKeys.delete.mutate({ id: key.id });
  });

  test.each([{ expiresWithinDays: 0 }, { expiresWithinDays: 4_000 }, { shared: false }, { unheardOf: true }])(
    "refuses facets that mean nothing: %j",
    async (facets) => {
      expect(await reasonOf(owner.trpc.apiKeys.list.query({ facets: facets as never }))).toBe("invalid_input");
    },
  );

  // superjson notes what stands in two places, and takes ten times as long for the page.
  test("sends nothing of a page that stands in two of its places", async () => {
    const response = await fetch(`${owner.url}/trpc/apiKeys.list?input=${encodeURIComponent('{"json":{}}')}`, {
      headers: { cookie: owner.cookie },
    });
    const { result } = (await response.json()) as { result: { data: { json: { items: unknown[] }; meta: object } } };
    expect(result.data.json.items).toHaveLength(NAMES.length);
    expect(Object.keys(result.data.meta)).toEqual(["values", "v"]);
  });

  test.each([
    { by: "name", direction: "asc" },
    { by: "name", direction: "desc" },
    { by: "createdAt", direction: "asc" },
    { by: "createdAt", direction: "desc" },
    { by: "lastUsedAt", direction: "asc" },
    { by: "lastUsedAt", direction: "desc" },
    { by: "expiresAt", direction: "asc" },
    { by: "expiresAt", direction: "desc" },
  ] as const)(
    "by $by $direction: pages of 2 give every key once, in the order of one big page, empty values last",
    async (sort) => {
      const whole = await listAll({ sort });
      const paged = await listAll({ sort, limit: 2 });
      expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
      expect(new Set(whole.map(({ id }) => id))).toEqual(new Set(ids));
      if (sort.by === "name") return;
      const values = whole.map((key) => key[sort.by]?.getTime() ?? null);
      const present = values.filter((value) => value !== null);
      expect(values).toEqual([
        ...present.toSorted((a, b) => (sort.direction === "asc" ? a - b : b - a)),
        ...values.filter((value) => value === null),
      ]);
    },
  );

  test("a page from the middle begins where it would when all before it had been read, also from a cursor", async () => {
    const sort = { by: "lastUsedAt", direction: "desc" } as const;
    const whole = (await listAll({ sort })).map(({ id }) => id);
    const page = async (input: ListInput) => {
      const { items, nextCursor } = await owner.trpc.apiKeys.list.query({ sort, limit: 3, ...input });
      return { ids: items.map(({ id }) => id), nextCursor };
    };
    expect((await page({ skip: 5 })).ids).toEqual(whole.slice(5, 8));
    const { nextCursor } = await page({});
    expect((await page({ cursor: nextCursor, skip: 4 })).ids).toEqual(whole.slice(7, 10));
    expect(await page({ skip: 500 })).toEqual({ ids: [], nextCursor: null });
  });

  test.each([
    ["PROD", ["prod 1", "prod 2", "prod 10"]],
    ["ärger", ["Ärger"]],
    ["🗝", ["🗝 key"]],
    ["nothing of the sort", []],
  ])("a search for %s finds %j, in upper and lower case", async (search, names) => {
    const { items } = await owner.trpc.apiKeys.list.query({ search });
    expect(items.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  test("a key is found by its id and by its hint", async () => {
    const { items: all } = await owner.trpc.apiKeys.list.query({});
    for (const search of [all[0]!.id, all[0]!.hint]) {
      const { items } = await owner.trpc.apiKeys.list.query({ search });
      expect(items.map(({ id }) => id)).toContain(all[0]!.id);
    }
  });

  test.each([
    ["active", 9],
    ["expired", 1],
    ["revoked", 1],
  ] as const)("the filter %s shows those alone, the counts stay those of the search", async (status, count) => {
    const { items, counts } = await owner.trpc.apiKeys.list.query({ status });
    expect(items.map((key) => key.status)).toEqual(Array.from({ length: count }, () => status));
    expect(counts).toEqual({ active: 9, expired: 1, revoked: 1 });
  });

  test.each([
    ["zeta", "active", { active: 0, expired: 1, revoked: 0 }],
    ["prod", "expired", { active: 3, expired: 0, revoked: 0 }],
    ["ALPHA", "revoked", { active: 0, expired: 0, revoked: 1 }],
    ["nothing of the sort", null, { active: 0, expired: 0, revoked: 0 }],
  ] as const)(
    "counts by status what a search for %s finds, on a page of one as on any",
    async (search, status, counts) => {
      const input = { search, ...(status === null ? {} : { status }) };
      const all = await owner.trpc.apiKeys.list.query(input);
      const first = await owner.trpc.apiKeys.list.query({ ...input, limit: 1 });
      expect([all.counts, first.counts]).toEqual([counts, counts]);
    },
  );

  test("the filter by executor shows the keys it is bound to", async () => {
    const { items } = await owner.trpc.executors.list.query({ search: "executor-4" });
    const found = await owner.trpc.apiKeys.list.query({ executorId: items[0]!.id });
    expect(found.items.map(({ id }) => id)).toEqual([ids[4]]);
    const none = await owner.trpc.apiKeys.list.query({ executorId: items[0]!.id, status: "revoked" });
    expect([none.items, none.counts]).toEqual([[], { active: 1, expired: 0, revoked: 0 }]);
  });

  test("what is searched for is meant literally: neither %, _ nor \\ stands for anything else", async () => {
    for (const name of ["50% eu_1", "50 eu-1", "back\\slash", "back/slash"]) {
      await owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });
    }
    const found = async (search: string) => {
      const { items, counts } = await owner.trpc.apiKeys.list.query({ search, limit: 1 });
      return [items.map(({ name }) => name), counts.active];
    };
    expect(await found("0%")).toEqual([["50% eu_1"], 1]);
    expect(await found("eu_1")).toEqual([["50% eu_1"], 1]);
    expect(await found("k\\s")).toEqual([["back\\slash"], 1]);
    for (const nothing of ["k\\\\s", "5%1", "5__e", "%%", "exc%", "key%"])
      expect(await found(nothing)).toEqual([[], 0]);
  });

  test("a key shared by several executors names the two seen latest and counts them all", async () => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "crowd", target: NEW_EXECUTOR });
    for (const name of ["crowd-1", "crowd-2", "crowd-3"]) {
      await owner.sync(secret, { name });
      server.advanceClock(10);
    }
    const { usedBy } = await owner.trpc.apiKeys.get.query({ id: key.id });
    expect(usedBy.total).toBe(3);
    expect(usedBy.executors.map(({ name }) => name)).toEqual(["crowd-3", "crowd-2"]);
  });

  test.each(["garbage", "", "eyJ9", "W10", "WyJhIiwxXQ"])("the cursor %j is refused in words", async (cursor) => {
    expect(await reasonOf(owner.trpc.apiKeys.list.query({ cursor }))).toBe("invalid_input");
  });

  test("a cursor of another order is refused in words", async () => {
    const { nextCursor } = await owner.trpc.apiKeys.list.query({ sort: { by: "name", direction: "asc" }, limit: 1 });
    const sort = { by: "createdAt", direction: "asc" } as const;
    expect(await reasonOf(owner.trpc.apiKeys.list.query({ sort, cursor: nextCursor }))).toBe("invalid_input");
  });
});

describe.each(dialectsOfLane("postgresql"))("the list of executors on %s", (dialect) => {
  test("pages by name, finds by part of it, distinguishes online from offline", async () => {
    const server = await startTestServer(dialect);
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "all", target: NEW_EXECUTOR });
    const names = ["b-2", "A-1", "c-3"];
    for (const name of names) await owner.sync(secret, { name });
    server.advanceClock(31_000);
    await owner.sync(secret, { name: "b-2" });
    await server.flushPresence();

    const { list } = owner.trpc.executors;
    const first = await list.query({ limit: 2 });
    const second = await list.query({ limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["A-1", "b-2", "c-3"]);
    expect(second.nextCursor).toBeNull();
    const namesOf = async (input: RouterInputs["executors"]["list"]) =>
      (await list.query(input)).items.map(({ name }) => name);
    expect(await namesOf({ search: "a-" })).toEqual(["A-1"]);
    for (const nothing of ["a_", "%", "\\", "exe%"]) {
      const { items, counts } = await list.query({ search: nothing });
      expect([items, counts]).toEqual([[], { online: 0, duplicated: 0, refused: 0, offline: 0 }]);
    }
    expect(await namesOf({ online: true })).toEqual(["b-2"]);
    expect(await namesOf({ online: false })).toEqual(["A-1", "c-3"]);
    const other = await owner.trpc.apiKeys.create.mutate({ name: "other", target: NEW_EXECUTOR });
    await owner.sync(other.secret, { name: "c-3" });
    expect(await namesOf({ apiKeyId: key.id })).toEqual(["A-1", "b-2"]);
    expect(await namesOf({ apiKeyId: other.key.id })).toEqual(["c-3"]);
    await server.close();
  });
});
