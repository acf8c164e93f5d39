import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readExecutorPage, type ExecutorPageRequest } from "./read-executor-page.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";

describe.each(dialects)("a page of executors on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2"]) await addOrganization(client, id);
    const at = (ms: number) => new Date(epoch.getTime() + ms);
    await addKey(client, "key_plain");
    await addKey(client, "key_ended", { revokedAt: at(1), expiresAt: at(2), name: "ended 🔑" });
    for (const id of ["exe_3", "exe_1", "exe_2"]) await addExecutor(client, id, at(3));
    const facts = { host: "edge-1", instanceId: "one", capabilities: '{"gpu":1}', onlineSince: at(4) };
    await client.executor.update({
      where: { id: "exe_1" },
      data: { ...facts, disconnectedAt: at(5), boundAt: at(6), boundKeyId: "key_ended" },
    });
    await client.executor.update({ where: { id: "exe_2" }, data: { boundKeyId: "key_plain" } });
    await addExecutor(client, "exe_of_others");
    await client.executor.update({ where: { id: "exe_of_others" }, data: { organizationId: "org_2" } });
  });
  afterAll(() => test.close());

  const read = (given: Partial<ExecutorPageRequest> = {}) =>
    readExecutorPage(test.database.client, dialect, {
      organizationId: "org_1",
      search: null,
      boundKeyId: null,
      kind: null,
      version: null,
      isOlderThanNewest: false,
      labels: [],
      inState: null,
      seenAfter: null,
      notSeenAfter: null,
      sort: { by: "name", direction: "asc" },
      edges: { seenAfter: epoch, refusedAfter: epoch, duplicatedAfter: epoch },
      after: null,
      limit: 10,
      ...given,
    });

  it("has every stored field of each, and of the key it is bound to, if any, in one statement", async () => {
    const stored = await test.database.client.executor.findMany({
      where: { organizationId: "org_1" },
      orderBy: { nameOrder: "asc" },
      omit: { nameFolded: true, nameOrder: true, versionOrder: true, noteFolded: true },
      include: { boundKey: { select: { id: true, name: true, renewedAt: true, revokedAt: true, expiresAt: true } } },
    });
    expect(stored.map(({ boundKey }) => boundKey?.name)).toEqual(["ended 🔑", "key_plain", undefined]);
    let statements = 0;
    const stop = test.database.onQuery(() => statements++);
    expect((await read()).map(({ executor }) => executor)).toEqual(stored);
    stop();
    expect(statements).toBe(1);
  });

  it("begins behind a name and an id, and ends after so many", async () => {
    const ids = async (given: Partial<ExecutorPageRequest>) => (await read(given)).map(({ executor }) => executor.id);
    expect(await ids({ limit: 2 })).toEqual(["exe_1", "exe_2"]);
    expect(await ids({ after: { value: "exe_2", id: "exe_2" } })).toEqual(["exe_3"]);
    expect(await ids({ boundKeyId: "key_plain" })).toEqual(["exe_2"]);
  });
});
