import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addOrganization, epoch } from "../testing/sample-rows.ts";
import { writeMinute } from "./write-minute.ts";

const MINUTE_MS = 60_000;

describe.each(dialects)("writing a minute on %s", (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await addOrganization(test.database.client, "org_1");
    await addOrganization(test.database.client, "org_empty");
    await addExecutor(test.database.client, "exe_online");
    await addExecutor(test.database.client, "exe_offline", new Date(epoch.getTime() - MINUTE_MS));
  });
  afterEach(() => test.close());

  const onlineAfter = new Date(epoch.getTime() - 30_000);
  const keptFrom = new Date(epoch.getTime() - MINUTE_MS);
  const write = (counts: { organizationId: string; syncs: number; refused: number }[], at = epoch) =>
    writeMinute(test.database, { at, counts, onlineAfter, keptFrom });
  const samples = () =>
    test.database.client.minuteSample.findMany({ orderBy: [{ organizationId: "asc" }, { at: "asc" }] });

  it("adds up the counts of several server processes, and counts each online executor once", async () => {
    await Promise.all([
      write([{ organizationId: "org_1", syncs: 10, refused: 1 }]),
      write([{ organizationId: "org_1", syncs: 5, refused: 0 }]),
      write([]),
    ]);
    expect(await samples()).toEqual([{ organizationId: "org_1", at: epoch, online: 1, syncs: 15, refused: 1 }]);
  });

  it("has a row for who has executors, idle or not, and for who was refused without any", async () => {
    await write([{ organizationId: "org_empty", syncs: 0, refused: 3 }]);
    expect(await samples()).toEqual([
      { organizationId: "org_1", at: epoch, online: 1, syncs: 0, refused: 0 },
      { organizationId: "org_empty", at: epoch, online: 0, syncs: 0, refused: 3 },
    ]);
  });

  it("forgets what is older than what is kept, and nothing else", async () => {
    const minutes = [-2, -1, 0].map((offset) => new Date(epoch.getTime() + offset * MINUTE_MS));
    for (const minute of minutes) await write([], minute);
    expect((await samples()).map(({ at }) => at)).toEqual(minutes.slice(1));
  });
});
