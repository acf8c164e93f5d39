import { FACET_LOOKS_AT, type KeyFacet } from "@excalibur/api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const DAY_MS = 24 * 60 * 60 * 1_000;

describe.each(dialectsOfLane("sqlite"))("the facets of keys on %s", (dialect) => {
  const acme = serveAcme(dialect);
  let admin: Client;
  let adminId: { userId: string; memberId: string };
  const keys = () => acme.owner.trpc.apiKeys;

  const counts = async (facet: KeyFacet, filter: object = {}) => {
    const { values } = await keys().facet.query({ facet, ...filter });
    return Object.fromEntries(values.map(({ name, count }) => [name, count]));
  };
  const names = async (facets: object, filter: object = {}) =>
    (await keys().list.query({ ...filter, facets })).items.map(({ name }) => name).toSorted();

  beforeAll(async () => {
    const person = await acme.server.addMember(acme.tenant, "admin");
    admin = await acme.server.signIn(person);
    const { items } = await acme.owner.trpc.members.list.query();
    adminId = { userId: person.userId, memberId: items.find(({ user }) => user.id === person.userId)?.id ?? "" };
    const create = (name: string, more: object = {}, by: Client = acme.owner) =>
      by.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR, ...more });
    const prod = { env: "prod" };
    const { secret } = await create("alpha", { labels: { ...prod, team: "edge" }, expiresInDays: 5 });
    await create("b", { labels: prod, expiresInDays: 20, ownerId: adminId.memberId });
    await create("c", { labels: { env: "dev" }, expiresInDays: 80 }, admin);
    await create("d", { ownerId: null }, admin);
    const { key } = await create("e", {});
    await keys().revoke.mutate({ id: key.id });
    for (const name of ["one", "two"]) await acme.owner.sync(secret ?? "", { name, host: "Edge.example" });
    await acme.server.flushPresence();
  });

  test("each value has the number of keys that choosing it leaves, and choosing it leaves so many", async () => {
    expect(await counts("status")).toEqual({ active: 4, expired: 0, revoked: 1 });
    expect(await counts("expires")).toEqual({ 7: 1, 30: 2, 90: 3 });
    expect(await counts("creator")).toEqual({ "The owner": 3, "The admin": 2 });
    expect(await counts("owner")).toEqual({ "The owner": 2, "The admin": 2, "No owner": 1 });
    expect(await counts("label")).toEqual({ "env=dev": 1, "env=prod": 2, "team=edge": 1 });
    expect(await counts("shared")).toEqual({ true: 1 });
    expect(await names({ createdById: adminId.userId })).toEqual(["c", "d"]);
    expect(await names({ ownerId: adminId.memberId })).toEqual(["b", "c"]);
    expect(await names({ ownerId: "none" })).toEqual(["d"]);
    expect(await names({ labels: ["env=prod"] })).toEqual(["alpha", "b"]);
    expect(await names({ labels: [" env = prod", "team=edge"] })).toEqual(["alpha"]);
  });

  test("they combine; the counts of a facet ignore what was chosen of it, and follow the rest", async () => {
    const prod = { labels: ["env=prod"] };
    expect(await names({ ...prod, ownerId: adminId.memberId })).toEqual(["b"]);
    expect(await counts("label", { facets: { ...prod, createdById: adminId.userId } })).toEqual({
      "env=dev": 1,
      "env=prod": 0,
      "team=edge": 0,
    });
    expect(await counts("creator", { facets: prod, status: "active", search: "alpha" })).toEqual({
      "The owner": 1,
      "The admin": 0,
    });
    expect(await counts("status", { status: "revoked", facets: { createdById: adminId.userId } })).toEqual({
      active: 2,
      expired: 0,
      revoked: 0,
    });
  });

  test("labels, people and executors' labels come in natural order, also the first of more than are shown", async () => {
    const names = async (facet: "label" | "creator" | "owner") =>
      (await keys().facet.query({ facet })).values.map(({ name }) => name);
    const racks = Array.from({ length: 120 }, (_, at) => `rack=n${at + 1}`);
    const made = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((part) => keys().create.mutate({ name: `racks ${part}`, target: NEW_EXECUTOR })),
    );
    const { organizationId } = acme.tenant;
    await acme.server.database.client.keyLabel.createMany({
      data: racks.map((label, at) => ({ keyId: made[at % 6]?.key.id ?? "", name: `rack${at}`, organizationId, label })),
    });
    const labels = await names("label");
    expect(labels).toEqual(["env=dev", "env=prod", ...racks.slice(0, 48)]);
    for (const facet of ["creator", "owner"] as const) {
      expect((await names(facet)).filter((name) => name !== "No owner")).toEqual(["The admin", "The owner"]);
    }
    await keys().revokeMany.mutate({ ids: made.map(({ key }) => key.id) });
    await keys().deleteMany.mutate({ ids: made.map(({ key }) => key.id) });
    expect(await names("label")).toEqual(["env=dev", "env=prod", "team=edge"]);
  });

  test("of more keys than are looked at, each value has at least so many, also one that none of them has", async () => {
    const { organizationId } = acme.tenant;
    const { client } = acme.server.database;
    const revoked = { createdAt: new Date(0), revokedAt: new Date(1), hint: "exc_none", organizationId };
    const row = (at: number) => ({
      id: `key_many_${at}`,
      name: "",
      nameFolded: "",
      secretHash: `many ${at}`,
      ...revoked,
    });
    const many = Array.from({ length: FACET_LOOKS_AT }, (_, at) => row(at));
    await client.apiKey.createMany({ data: many });
    const { values } = await keys().facet.query({ facet: "creator", status: "revoked" });
    // One more of them was there before, which its creator revoked: whether it is looked at is not said.
    for (const { count, hasMore } of values) expect([hasMore, count <= 1]).toEqual([true, true]);
    const { values: uses } = await keys().facet.query({ facet: "use", status: "revoked" });
    expect(uses.map(({ hasMore }) => hasMore)).toEqual([true, true, true]);
    expect(uses.find(({ value }) => value === "never")?.count).toBeGreaterThanOrEqual(FACET_LOOKS_AT);
    expect(await keys().facet.query({ facet: "creator", facets: { neverUsed: true }, status: "active" })).toEqual({
      values: expect.arrayContaining([expect.not.objectContaining({ hasMore: true })]),
    });
    await client.apiKey.deleteMany({ where: { id: { startsWith: "key_many_" } } });
  });

  test("list, preview and a change of many find the same keys by them", async () => {
    const facets = { labels: ["env=prod"], expiresWithinDays: 30 };
    const { total } = await keys().list.query({ facets });
    const { ids } = await keys().preview.query({ facets });
    expect(ids).toHaveLength(total);
    const set = { seen: "yes" };
    const { labeled } = await keys().labelMany.mutate({ facets, expectedTotal: total, set });
    expect(labeled.toSorted()).toEqual(ids.toSorted());
    await keys().labelMany.mutate({ ids, remove: ["seen"] });
  });

  test("a search finds keys that have every word, and a key by its id as it is displayed", async () => {
    const { key } = await keys().create.mutate({ name: "prod-payments-eu1", target: NEW_EXECUTOR });
    await keys().update.mutate({ id: key.id, note: "asks for cards" });
    const shown = `${key.id.slice(0, 8)}…${key.id.slice(-4)}`;
    const found = async (search: string) => (await keys().list.query({ search })).items.map(({ id }) => id);
    for (const search of ["prod payments", "CARDS prod", shown, `${shown} eu1`]) {
      expect(await found(search)).toEqual([key.id]);
    }
    expect(await found("prod billing")).toEqual([]);
    expect(await found(`${key.id.slice(0, 8)}…zzzz`)).toEqual([]);
    await keys().revoke.mutate({ id: key.id });
    await keys().delete.mutate({ id: key.id });
  });

  test.each([
    ["the admin", ["c", "d"]],
    ["ONE", ["alpha"]],
    ["edge.example", ["alpha"]],
    ["env=PROD", ["alpha", "b"]],
    ["owner edge alpha", ["alpha"]],
    ["admin env=prod", []],
  ])("a search for %s looks at creators, labels, executors and their hosts", async (search, found) => {
    expect(await names({}, { search })).toEqual(found);
    expect(await counts("status", { search })).toMatchObject({ active: found.length });
  });

  test("they come page by page in natural order of names, or by the number of their executors", async () => {
    const made = [];
    for (const name of ["n101", "n17", "N2"])
      made.push((await keys().create.mutate({ name, target: NEW_EXECUTOR })).key);
    const inPages = async (by: "name" | "usedBy", direction: "asc" | "desc") => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<ReturnType<typeof keys>["list"]["query"]>> = await keys().list.query({
          sort: { by, direction },
          cursor,
          limit: 2,
        });
        found.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return found;
    };
    const byName = ["alpha", "b", "c", "d", "e", "N2", "n17", "n101"];
    expect(await inPages("name", "asc")).toEqual(byName);
    expect(await inPages("name", "desc")).toEqual(byName.toReversed());
    const byUse = await inPages("usedBy", "desc");
    expect(byUse[0]).toBe("alpha");
    expect(byUse.toSorted()).toEqual(byName.toSorted());
    for (const { id } of made) {
      await keys().revoke.mutate({ id });
      await keys().delete.mutate({ id });
    }
  });

  test("a person who has left is still among the creators, by name", async () => {
    await acme.owner.trpc.members.remove.mutate({ id: adminId.memberId });
    expect(await counts("creator")).toEqual({ "The owner": 3, "The admin": 2 });
    expect(await names({ createdById: adminId.userId })).toEqual(["c", "d"]);
    expect(await counts("owner")).toEqual({ "The owner": 2, "No owner": 3 });
  });

  test("keys unused for some days are those that are older and were not used in them", async () => {
    expect(await names({ unusedForDays: 5 })).toEqual([]);
    const { secret } = await keys().create.mutate({ name: "f", target: NEW_EXECUTOR });
    acme.server.advanceClock(6 * DAY_MS);
    await acme.owner.sync(secret ?? "", { name: "three" });
    await acme.server.flushPresence();
    expect(await names({ unusedForDays: 5 })).toEqual(["alpha", "b", "c", "d", "e"]);
    expect(await names({ unusedForDays: 7 })).toEqual([]);
    expect(await counts("use", { status: "active" })).toMatchObject({ never: 3 });
    // One that was never used, and one whose last use is as long ago.
    const { client } = acme.server.database;
    const longAgo = new Date(Date.now() - 40 * DAY_MS);
    await client.apiKey.updateMany({ where: { name: { in: ["b", "f"] } }, data: { createdAt: longAgo } });
    await client.keyLastUse.updateMany({ where: { key: { name: "f" } }, data: { at: longAgo } });
    expect(await names({ unusedForDays: 30 })).toEqual(["b", "f"]);
    expect(await counts("use")).toMatchObject({ 30: 2, 90: 0 });
    expect(await counts("use", { status: "active" })).toMatchObject({ 30: 2, 90: 0 });
  });
});
