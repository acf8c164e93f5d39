import type { Change, ChangeOrigin, LiveNews, LockedKey } from "@excalibur/api/server";
import { findCredential, findCredentials } from "@excalibur/db";
import { createTestDatabase, dialects, type TestDatabase } from "@excalibur/db/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clock } from "../clock.ts";
import { CredentialCache } from "../executor-authentication/credential-cache.ts";
import { CredentialMemory } from "../executor-authentication/credential-memory.ts";
import { UnknownKeyLimit } from "../executor-authentication/unknown-key-limit.ts";
import { InProcessLiveBus } from "../live/in-process-live-bus.ts";
import { singleProcessReplication } from "../replicas/single-process-replication.ts";
import { StaleWhileRevalidate } from "../stores/stale-while-revalidate.ts";
import { createRunChange, STEPS } from "./run-change.ts";

const NOW = new Date("2026-06-01T12:00:00.000Z");
const ORIGIN: ChangeOrigin = {
  organizationId: "org_1",
  actor: { kind: "system", name: "test" },
  at: NOW,
  sourceAddress: null,
};
const PAUSE = { until: new Date(NOW.getTime() + 60_000), reason: null };
const SUBSCRIBER = { organizationId: "org_1", userId: "usr_1", sessionId: "ses_1", namesOrganization: true };
const KEY = {
  id: "key_1",
  organizationId: "org_1",
  name: "prod",
  secretHash: "hash of key_1",
  hint: "exc_a1B2",
  note: "",
  labels: {},
  owner: null,
  createdAt: NOW,
  createdById: null,
  createdByName: null,
  expiresAt: null,
  targetExecutorId: null,
  targetExecutorName: null,
  targetExecutorKind: null,
  revokePrevious: false,
  replacesKeyId: null,
};

describe.each(dialects)("a change on %s", (dialect) => {
  let database: TestDatabase;
  let memory: CredentialMemory;
  let bus: InProcessLiveBus;

  beforeEach(async () => {
    database = await createTestDatabase(dialect);
    memory = new CredentialMemory(10);
    bus = new InProcessLiveBus();
    const { client } = database.database;
    await client.organization.create({ data: { id: "org_1", name: "Acme", slug: "acme", createdAt: NOW } });
    await client.auditHead.create({ data: { organizationId: "org_1", sequence: 0, hash: "" } });
    await run(({ apiKeys }) => apiKeys.insert(KEY));
  });
  afterEach(() => database.close());

  const run = <Result>(work: (tx: Change) => Promise<Result>, steps = STEPS) => {
    const { waitUntilEnforced } = singleProcessReplication(memory, () => NOW);
    const forget = memory.forget.bind(memory);
    const options = { database: database.database, scans: new StaleWhileRevalidate(), now: () => NOW, live: bus };
    return createRunChange({ ...options, forget, waitUntilEnforced }, steps)(work);
  };
  const lockedKey = async ({ apiKeys }: Change): Promise<LockedKey> => {
    const key = await apiKeys.findForUpdate("org_1", "key_1");
    if (key === null) throw new Error("no key");
    return key;
  };
  const revoke = (steps = STEPS) => run(async (tx) => tx.apiKeys.revoke(await lockedKey(tx), ORIGIN, "manual"), steps);
  const stored = async () => {
    const { client } = database.database;
    const { revokedAt } = await client.apiKey.findUniqueOrThrow({ where: { id: "key_1" } });
    const count = await client.keyCount.findUniqueOrThrow({ where: { organizationId: "org_1" } });
    return { revokedAt, revoked: count.revoked, auditRows: await client.auditRow.count() };
  };

  const pause = (steps = STEPS) => run(async (tx) => tx.apiKeys.pause(await lockedKey(tx), PAUSE, ORIGIN), steps);

  /** What is done to a key, its audit action, and what is left of it in the key's row. */
  const changes = {
    "a revocation": { act: revoke, action: "api_key.revoked", left: { revokedAt: NOW } },
    "a pause": { act: pause, action: "api_key.paused", left: { pausedUntil: PAUSE.until } },
  };
  type Tried = (typeof changes)[keyof typeof changes];

  /** Each is a promise of such a change, kept with all steps of a change and broken without one of them. */
  const promises = {
    "has its audit row, at the head of the log": async ({ act, action }: Tried, steps: typeof STEPS) => {
      await act(steps);
      const row = await database.database.client.auditRow.findFirstOrThrow();
      expect(row).toMatchObject({ action, targetId: "key_1", sequence: 1 });
      const head = await database.database.client.auditHead.findFirstOrThrow();
      expect(head).toMatchObject({ sequence: 1, hash: row.hash });
    },
    "is sent to subscribers": async ({ act }: Tried, steps: typeof STEPS) => {
      const feed = bus.open(SUBSCRIBER);
      await act(steps);
      const news: LiveNews = await feed.next(AbortSignal.abort());
      feed.close();
      const changes = [{ kind: "keys", ids: ["key_1"] }, { kind: "executors", ids: null }, { kind: "audit" }];
      expect(news).toEqual({ kind: "changes", changes });
    },
    "is in force when it returns": async ({ act, left }: Tried, steps: typeof STEPS) => {
      const cache = new CredentialCache({
        read: (secretHash) => findCredential(database.database, secretHash),
        readMany: (secretHashes) => findCredentials(database.database, secretHashes),
        unknownKeys: new UnknownKeyLimit({ allowed: 10, windowSeconds: 60 }),
        memory,
        mayTrustMemory: () => true,
        after: clock.after,
      });
      const before = { credential: { revokedAt: null, pausedUntil: null } };
      expect(await cache.lookUp(KEY.secretHash, "192.0.2.1")).toMatchObject(before);
      const { receipt } = await act(steps);
      expect(receipt).toEqual({ enforcedAt: NOW, acknowledged: 1, expiredLeases: 0 });
      expect(await cache.lookUp(KEY.secretHash, "192.0.2.1")).toMatchObject({ credential: left });
    },
  };
  const mutants: Record<keyof typeof promises, typeof STEPS> = {
    "has its audit row, at the head of the log": { ...STEPS, chainAuditRows: async () => [] },
    "is sent to subscribers": { ...STEPS, publishEffects: () => undefined },
    "is in force when it returns": {
      ...STEPS,
      waitUntilEnforced: async () => ({ enforcedAt: NOW, acknowledged: 1, expiredLeases: 0 }),
    },
  };
  const each = Object.keys(changes).flatMap((name) =>
    Object.keys(promises).map((what) => [name as keyof typeof changes, what as keyof typeof promises] as const),
  );

  test.each(each)("%s %s", async (name, what) => {
    await promises[what](changes[name], STEPS);
    const { auditRows } = await stored();
    expect(auditRows).toBe(1);
    const row = await database.database.client.apiKey.findUniqueOrThrow({ where: { id: "key_1" } });
    expect(row).toMatchObject(changes[name].left);
  });

  test.each(each)("it is noticed when the step is left out by which %s %s", async (name, what) => {
    await expect(promises[what](changes[name], mutants[what])).rejects.toThrow();
  });

  test("is not committed when an audit row of it was not written", async () => {
    await expect(revoke({ ...STEPS, chainAuditRows: async () => [] })).rejects.toThrow("0 of 1 audit rows");
    expect(await stored()).toEqual({ revokedAt: null, revoked: 0, auditRows: 0 });
  });

  test("is not committed when a key that it revokes was revoked before", async () => {
    await revoke();
    await expect(revoke()).rejects.toThrow("0 of 1 revocations");
    expect(await stored()).toEqual({ revokedAt: NOW, revoked: 1, auditRows: 1 });
  });

  test("leaves nothing behind when its work throws", async () => {
    const feed = bus.open(SUBSCRIBER);
    const work = run(async (tx) => {
      tx.apiKeys.revoke(await lockedKey(tx), ORIGIN, "manual");
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await stored()).toEqual({ revokedAt: null, revoked: 0, auditRows: 0 });
    expect(await feed.next(AbortSignal.abort())).toEqual({ kind: "quiet" });
  });

  test("takes no effect once it is over", async () => {
    let end = () => {};
    const isOver = new Promise<void>((resolve) => (end = resolve));
    let late: Promise<unknown> = Promise.resolve();
    await run(async (tx) => {
      const key = await lockedKey(tx);
      late = isOver.then(() => tx.apiKeys.revoke(key, ORIGIN, "manual")).catch(String);
    });
    end();
    expect(await late).toBe("TypeError: The change is over");
    expect(await stored()).toEqual({ revokedAt: null, revoked: 0, auditRows: 0 });
  });
});
