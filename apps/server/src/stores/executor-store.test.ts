import { ConcurrentChangeError } from "@excalibur/api/server";
import { createTestDatabase } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import { runChangeOffline } from "../changes/run-change-offline.ts";

const at = new Date("2026-06-01T00:00:00Z");

test("of two transactions that insert one name at the same moment, one succeeds, the other gets `ConcurrentChangeError`", async () => {
  const { database, close } = await createTestDatabase("postgresql");
  await database.client.organization.create({ data: { id: "org_1", name: "Acme", slug: "acme", createdAt: at } });
  await database.client.apiKey.create({
    data: {
      id: "key_1",
      organizationId: "org_1",
      name: "k",
      nameFolded: "k",
      secretHash: "h",
      hint: "exc_",
      createdAt: at,
    },
  });
  const runChange = runChangeOffline(database, () => at);
  let waiting = 0;
  let open = () => {};
  const bothAreHere = new Promise<void>((resolve) => (open = resolve));
  const insert = (id: string) =>
    runChange(async (tx) => {
      expect(await tx.executors.findByName("org_1", "one")).toBeNull();
      waiting += 1;
      if (waiting === 2) open();
      await bothAreHere;
      return tx.executors.insert({
        id,
        organizationId: "org_1",
        name: "one",
        kind: "agent",
        version: "1",
        host: null,
        instanceId: null,
        capabilities: null,
        cannotRenew: null,
        firstSeenAt: at,
        lastSeenAt: at,
        boundKeyId: "key_1",
        boundAt: at,
        onlineSince: at,
      });
    });
  const outcomes = await Promise.allSettled([insert("exe_1"), insert("exe_2")]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes).toContainEqual({ status: "rejected", reason: expect.any(ConcurrentChangeError) });
  expect(await database.client.executor.count()).toBe(1);
  await close();
});
