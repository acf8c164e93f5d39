import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
import { writeKeyRefusals } from "./write-key-refusals.ts";

describe.each(dialects)("writing refusals of keys on %s", (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await addOrganization(test.database.client, "org_1");
    for (const id of ["key_1", "key_2"]) await addKey(test.database.client, id);
  });
  afterEach(() => test.close());

  const refusal = (keyId: string, afterMs: number, reason = "key_revoked") => ({
    keyId,
    at: new Date(epoch.getTime() + afterMs),
    reason,
    executorName: "edge-1",
  });
  const refusals = () => test.database.client.keyRefusal.findMany({ orderBy: { keyId: "asc" } });

  it("keeps the latest of each key, in the key's organization, and passes over keys that are gone", async () => {
    const batch = [refusal("key_1", 1), refusal("key_2", 2), refusal("key_gone", 3)];
    expect(await writeKeyRefusals(test.database, batch)).toBe(2);
    expect(await writeKeyRefusals(test.database, [refusal("key_1", 10, "key_expired"), refusal("key_2", 1)])).toBe(1);
    const organizationId = "org_1";
    expect(await refusals()).toEqual([
      { ...refusal("key_1", 10, "key_expired"), organizationId },
      { ...refusal("key_2", 2), organizationId },
    ]);
  });

  it("costs one statement for any number of keys, and none for none", async () => {
    let statements = 0;
    const stop = test.database.onQuery(() => statements++);
    await writeKeyRefusals(test.database, []);
    await writeKeyRefusals(
      test.database,
      Array.from({ length: 5_000 }, (_, n) => refusal(`key_${n}`, n)),
    );
    stop();
    expect(statements).toBe(1);
  });

  it("goes with its key", async () => {
    await writeKeyRefusals(test.database, [refusal("key_1", 1)]);
    await test.database.client.apiKey.delete({ where: { id: "key_1" } });
    expect(await refusals()).toEqual([]);
  });
});
