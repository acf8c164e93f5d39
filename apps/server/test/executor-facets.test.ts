import { OLDER_THAN_NEWEST, type ExecutorFacet, type ExecutorSortField } from "@excalibur/api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveExecutors } from "./harness/serve-executors.ts";

describe.each(dialectsOfLane("sqlite"))("the list of executors on %s", (dialect) => {
  const { acme, newKey, executorNamed } = serveExecutors(dialect);
  const executors = () => acme.owner.trpc.executors;
  let edgeKeyId: string;

  const counts = async (facet: ExecutorFacet, filter: object = {}) => {
    const { values } = await executors().facet.query({ facet, ...filter });
    return Object.fromEntries(values.map(({ name, count }) => [name, count]));
  };
  const names = async (filter: object) => (await executors().list.query(filter)).items.map(({ name }) => name);

  beforeAll(async () => {
    const edge = await newKey("edge key");
    edgeKeyId = edge.key.id;
    const billing = await newKey("billing key");
    const sync = (secret: string, name: string, more: object) => acme.owner.sync(secret, { name, ...more });
    await sync(edge.secret, "n101", { version: "1.9.0", host: "IP-10-0-1" });
    await sync(edge.secret, "n17", { version: "1.10.0", host: "edge.example" });
    await sync(edge.secret, "n2", { version: "1.10.0-rc.1", kind: "operator" });
    await sync(billing.secret, "billing", { version: "v1.10.0+build.7" });
    await sync(billing.secret, "laptop", { version: "dev" });
    const label = async (name: string, labels: Record<string, string>, note = "") =>
      executors().update.mutate({ id: (await executorNamed(name)).id, labels, note });
    await label("n101", { env: "prod", Team: "Payments" });
    await label("n17", { env: "prod" }, "Next to the coffee machine");
    await label("laptop", { env: "dev" });
    await acme.server.flushPresence();
  });

  test("each value of a facet has the number of executors that choosing it leaves", async () => {
    expect(await counts("state")).toEqual({ online: 5, duplicated: 0, refused: 0, offline: 0 });
    expect(await counts("kind")).toEqual({ agent: 4, operator: 1 });
    expect(await counts("key")).toEqual({ "edge key": 3, "billing key": 2 });
    expect(await counts("label")).toEqual({ "Team=Payments": 1, "env=dev": 1, "env=prod": 2 });
    const { values } = await executors().facet.query({ facet: "label" });
    expect(values.map(({ value }) => value)).toEqual(["env=dev", "env=prod", "Team=Payments"]);
    expect(await names({ labels: ["env=prod", " Team = Payments"] })).toEqual(["n101"]);
    expect(await names({ kind: "operator" })).toEqual(["n2"]);
    expect(await names({ apiKeyId: edgeKeyId })).toEqual(["n2", "n17", "n101"]);
  });

  test("versions come newest first, behind those that are older than the newest", async () => {
    const { values } = await executors().facet.query({ facet: "version" });
    expect(values.map(({ value, count }) => [value, count])).toEqual([
      [OLDER_THAN_NEWEST, 3],
      ["1.10.0", 1],
      ["v1.10.0+build.7", 1],
      ["1.10.0-rc.1", 1],
      ["1.9.0", 1],
      ["dev", 1],
    ]);
    expect(await names({ version: OLDER_THAN_NEWEST })).toEqual(["laptop", "n2", "n101"]);
    // The newest of all, not of those that the rest of the filter leaves.
    expect(await names({ version: OLDER_THAN_NEWEST, labels: ["env=dev"] })).toEqual(["laptop"]);
    expect(await names({ version: "1.9.0" })).toEqual(["n101"]);
  });

  test("they combine; the counts of a facet ignore what was chosen of it, and follow the rest", async () => {
    const prod = { labels: ["env=prod"] };
    expect(await counts("label", { ...prod, kind: "operator" })).toEqual({});
    expect(await counts("kind", { ...prod, kind: "operator" })).toEqual({ agent: 2, operator: 0 });
    expect(await counts("state", { ...prod, state: "offline", online: false })).toMatchObject({ online: 2 });
    expect(await counts("key", { ...prod, search: "n17" })).toEqual({ "edge key": 1 });
    const { counts: states } = await executors().list.query({ ...prod, version: OLDER_THAN_NEWEST, state: "offline" });
    expect(states).toEqual({ online: 1, duplicated: 0, refused: 0, offline: 0 });
  });

  test.each([
    // With a label: two characters alone may also be in an id.
    ["n1 env=prod", ["n17", "n101"]],
    ["coffee NEXT", ["n17"]],
    ["payments", ["n101"]],
    ["env=prod ip-10", ["n101"]],
    ["EXAMPLE", ["n17"]],
    ["billing", ["billing", "laptop"]],
    ["edge key", ["n2", "n17", "n101"]],
    ["127.0.0.1", ["billing", "laptop", "n2", "n17", "n101"]],
    ["127.0.0.2", []],
    ["n17 payments", []],
    ["%", []],
  ])("a search for %s finds %j: each word in any part of an executor", async (search, found) => {
    expect(await names({ search })).toEqual(found);
  });

  test("an id is found as it is displayed", async () => {
    const { id } = await executorNamed("n17");
    expect(await names({ search: `${id.slice(0, 8)}…${id.slice(-4)}` })).toEqual(["n17"]);
  });

  const inOrder: [ExecutorSortField, string[]][] = [
    ["name", ["billing", "laptop", "n2", "n17", "n101"]],
    ["kind", ["billing", "laptop", "n17", "n101", "n2"]],
    ["state", ["billing", "laptop", "n2", "n17", "n101"]],
    ["version", ["laptop", "n101", "n2", "billing", "n17"]],
    ["boundKey", ["billing", "laptop", "n2", "n17", "n101"]],
  ];
  test.each(inOrder)("sorted by %s they come page by page in that order, and in reverse", async (by, order) => {
    for (const direction of ["asc", "desc"] as const) {
      expect(await inPages({ by, direction })).toEqual(direction === "asc" ? order : order.toReversed());
    }
  });

  test("sorted by when they were last seen they come page by page, and a cursor of another order is refused", async () => {
    const { client } = acme.server.database;
    for (const [index, name] of ["n2", "laptop", "billing", "n101", "n17"].entries()) {
      const lastSeenAt = new Date(Date.now() - index * 1_000);
      await client.executor.updateMany({ where: { name }, data: { lastSeenAt } });
    }
    const latestFirst = ["n2", "laptop", "billing", "n101", "n17"];
    expect(await inPages({ by: "lastSeenAt", direction: "desc" })).toEqual(latestFirst);
    expect(await inPages({ by: "lastSeenAt", direction: "asc" })).toEqual(latestFirst.toReversed());
    const { nextCursor } = await executors().list.query({ limit: 1 });
    const sort = { by: "lastSeenAt", direction: "asc" } as const;
    await expect(executors().list.query({ cursor: nextCursor, sort })).rejects.toThrow();
  });

  async function inPages(sort: { by: ExecutorSortField; direction: "asc" | "desc" }) {
    const found: string[] = [];
    for (let cursor: string | null = null; ;) {
      const { items, nextCursor }: { items: { name: string }[]; nextCursor: string | null } =
        await executors().list.query({ sort, cursor, limit: 2 });
      found.push(...items.map(({ name }) => name));
      if (nextCursor === null) return found;
      cursor = nextCursor;
    }
  }
});
