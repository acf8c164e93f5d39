import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DatabaseTransaction } from "../connections/database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { writeChange } from "../transactions/write-change.ts";
import { readReplicas } from "./read-replicas.ts";
import type { LeaseRequest, ReplicaLink, StoredInvalidation } from "./replica-link.ts";

const FRESH: LeaseRequest = { replicaId: "rep_1", renewal: 1, leaseMs: 60_000, applied: null };

describe("the connection of a replica", () => {
  let test: TestDatabase;
  let link: ReplicaLink;
  const received: (StoredInvalidation | null)[] = [];
  const acknowledgements: [string, number][] = [];

  beforeEach(async () => {
    test = await createTestDatabase("postgresql");
    received.length = 0;
    acknowledgements.length = 0;
    link = test.database.openReplicaLink!({
      onConnected: () => undefined,
      onInvalidation: (invalidation) => received.push(invalidation),
      onMessage: () => undefined,
      onAcknowledgement: (replicaId, number) => acknowledgements.push([replicaId, number]),
    });
  });
  afterEach(async () => {
    await link.close();
    await test.close();
  });

  const write = (tx: DatabaseTransaction, invalidation: string) =>
    writeChange(tx, "postgresql", { revocations: [], keyCounts: [], auditRows: [], drafts: [], invalidation });
  const record = async (scope: string) => (await test.database.transact((tx) => write(tx, scope))).invalidation;

  it("receives an invalidation once its transaction is committed, and never one that was rolled back", async () => {
    await link.renewLease(FRESH);
    const rolledBack = test.database.transact(async (tx) => {
      await write(tx, "lost");
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    await record("kept");
    await expect.poll(() => received).toMatchObject([{ number: 1, scope: "kept" }]);
  });

  it("numbers follow the order of commits, and no number is visible before a smaller one", async () => {
    const grant = await link.renewLease(FRESH);
    const numbers = await Promise.all(Array.from({ length: 40 }, (_, index) => record(`scope ${index}`)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    await expect.poll(() => received.length).toBe(40);
    expect(received.map((invalidation) => invalidation?.number)).toEqual(received.map((_, index) => index + 1));
    const { missed, isIntact, head } = await link.renewLease({ ...FRESH, renewal: 2, applied: grant.head });
    expect({ isIntact, missed }).toEqual({ isIntact: true, missed: received });
    expect(head).toMatchObject({ number: 40, mark: received.at(-1)?.mark });
  });

  it("an invalidation too large for a notification is announced without its scope", async () => {
    await link.renewLease(FRESH);
    const scope = "x".repeat(9_000);
    await record(scope);
    await expect.poll(() => received).toEqual([null]);
    const { missed } = await link.renewLease({ ...FRESH, renewal: 2, applied: { number: 0, mark: "" } });
    expect(missed).toMatchObject([{ number: 1, scope }]);
  });

  it("a history that the database does not have is not intact: its numbers may mean something else", async () => {
    await record("one");
    await record("two");
    await link.renewLease(FRESH);
    const after = async (renewal: number, number: number, mark: string) =>
      (await link.renewLease({ ...FRESH, renewal, applied: { number, mark } })).isIntact;
    expect(await after(2, 2, "another mark")).toBe(false);
    expect(await after(3, 3, "of the future")).toBe(false);
    expect((await readReplicas(test.database))[0]).toMatchObject({ acknowledged: 0 });
    const { head } = await link.renewLease({ ...FRESH, renewal: 4 });
    expect(await after(5, head.number, head.mark)).toBe(true);
  });

  it("a replica whose row is gone learns it, even if its history is intact", async () => {
    const { head } = await link.renewLease(FRESH);
    await link.releaseLease("rep_1");
    expect(await readReplicas(test.database)).toEqual([]);
    expect(await link.renewLease({ ...FRESH, renewal: 2, applied: head })).toMatchObject({ isIntact: false });
    expect(await link.renewLease({ ...FRESH, renewal: 3, applied: head })).toMatchObject({ isIntact: true });
  });

  it("a renewal that reaches the database late does not undo a later one", async () => {
    await link.renewLease({ ...FRESH, renewal: 2, applied: null });
    await record("since");
    await expect(link.renewLease({ ...FRESH, renewal: 1, applied: null })).rejects.toThrow("later renewal");
    expect(await readReplicas(test.database)).toMatchObject([{ id: "rep_1", acknowledged: 0 }]);
  });

  it("acknowledgements reach everyone", async () => {
    await link.renewLease(FRESH);
    await link.acknowledge("rep_1", 7);
    await expect.poll(() => acknowledgements).toEqual([["rep_1", 7]]);
  });

  it("statements that come together go one after the other, as the driver wants it", async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error) => warnings.push(message);
    process.on("warning", note);
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    await Promise.all([link.renewLease(FRESH), ...numbers.map((number) => link.acknowledge("rep_1", number))]);
    await expect.poll(() => acknowledgements).toEqual(numbers.map((number) => ["rep_1", number]));
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });

  it("what every replica has applied is removed, the last one of it excepted; so are replicas seen to stand still", async () => {
    for (const scope of ["one", "two", "three"]) await record(scope);
    await link.renewLease({ ...FRESH, replicaId: "rep_silent" });
    await link.renewLease({ ...FRESH, replicaId: "rep_moving" });
    const { head, others } = await link.renewLease(FRESH);
    expect(others.map(({ id }) => id).toSorted()).toEqual(["rep_moving", "rep_silent"]);
    await link.renewLease({ ...FRESH, replicaId: "rep_moving", renewal: 2 });
    await link.prune(others);
    const left = await test.database.client.invalidation.findMany();
    expect(left.map(({ number }) => Number(number))).toEqual([3]);
    expect((await readReplicas(test.database)).map(({ id }) => id).toSorted()).toEqual(["rep_1", "rep_moving"]);
    expect(await link.renewLease({ ...FRESH, renewal: 2, applied: head })).toMatchObject({ isIntact: true });
  });

  it("a connection that was cut is replaced at the next statement", async () => {
    await link.renewLease(FRESH);
    await test.database.client.$executeRawUnsafe(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'excalibur replica' AND datname = current_database()",
    );
    await expect.poll(() => link.renewLease({ ...FRESH, renewal: 2 }).catch(() => null)).not.toBeNull();
    await record("after");
    await expect.poll(() => received).toMatchObject([{ scope: "after" }]);
  });
});
