import type { Credential } from "@excalibur/api/server";
import { expect, test } from "vitest";
import { CredentialCache } from "./credential-cache.ts";
import { CredentialMemory } from "./credential-memory.ts";
import { UnknownKeyLimit } from "./unknown-key-limit.ts";

const ADDRESS = "192.0.2.1";
const NOW = new Date("2026-06-01T00:00:00Z");

const credential = (keyId: string, revokedAt: Date | null = null): Credential => ({
  keyId,
  organizationId: "org_1",
  organizationSlug: "acme",
  organizationDeactivatedAt: null,
  createdAt: NOW,
  expiresAt: null,
  unusedEndsAt: null,
  renewAtPercent: null,
  revokedAt,
  pausedUntil: null,
  targetExecutorName: null,
  targetExecutorKind: null,
  revokePrevious: false,
  pendingFor: null,
});

/** A cache over reads that the test answers one by one, when it wants. */
function cacheOver({ capacity = 100, allowed = 1_000 } = {}) {
  const trust = { isGiven: true };
  const memory = new CredentialMemory(capacity);
  const reads: { hash: string; answer: (found: Credential | null) => void; fail: (error: Error) => void }[] = [];
  const rounds: { hashes: readonly string[]; answer: (found: readonly (Credential | null)[]) => void }[] = [];
  const due: (() => void)[] = [];
  const cache = new CredentialCache({
    read: (hash) => new Promise((answer, fail) => reads.push({ hash, answer, fail })),
    readMany: (hashes) => new Promise((answer) => rounds.push({ hashes, answer })),
    unknownKeys: new UnknownKeyLimit({ allowed, windowSeconds: 60 }),
    memory,
    mayTrustMemory: () => trust.isGiven,
    after: (_ms, work) => {
      due.push(work);
      return () => undefined;
    },
  });
  /** Starts a look-up and waits until its read, if it needs one, has begun. */
  const lookUp = async (hash: string, address = ADDRESS) => {
    const result = cache.lookUp(hash, address);
    await new Promise((resolve) => setImmediate(resolve));
    return { result: Promise.resolve(result) };
  };
  /** Lets the next round begin. @returns it. */
  const nextRound = async () => {
    while (due.length === 0) await new Promise((resolve) => setImmediate(resolve));
    due.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    return rounds.at(-1);
  };
  return { cache, memory, trust, reads, lookUp, rounds, nextRound };
}

test("a key is read once, then answered from memory at once", async () => {
  const { cache, reads, lookUp } = cacheOver();
  const first = await lookUp("h1");
  reads[0]!.answer(credential("key_1"));
  expect(await first.result).toMatchObject({ kind: "found" });
  expect(cache.lookUp("h1", ADDRESS)).toMatchObject({ kind: "found", credential: { keyId: "key_1" } });
  expect(reads).toHaveLength(1);
});

test("a key revoked while a slow read is in flight stays revoked: that read's answer is not kept", async () => {
  const { memory, reads, lookUp } = cacheOver();
  const slow = await lookUp("h1");
  memory.forget({ keyIds: ["key_1"] });
  reads[0]!.answer(credential("key_1"));
  expect(await slow.result).toMatchObject({ kind: "found", credential: { revokedAt: null } });

  const next = await lookUp("h1");
  expect(reads).toHaveLength(2);
  reads[1]!.answer(credential("key_1", NOW));
  expect(await next.result).toMatchObject({ credential: { revokedAt: NOW } });
});

test("the keys of an organization that is deactivated while their slow reads are in flight are not kept", async () => {
  const { cache, memory, reads, lookUp } = cacheOver();
  const [mine, theirs] = [await lookUp("mine"), await lookUp("theirs")];
  memory.forget({ organizationId: "org_1" });
  reads[0]!.answer(credential("key_1"));
  reads[1]!.answer({ ...credential("key_2"), organizationId: "org_2" });
  await Promise.all([mine.result, theirs.result]);

  const after = await lookUp("mine");
  expect(reads).toHaveLength(3);
  reads[2]!.answer({ ...credential("key_1"), organizationDeactivatedAt: NOW });
  expect(await after.result).toMatchObject({ credential: { organizationDeactivatedAt: NOW } });
  expect(cache.lookUp("theirs", ADDRESS)).toMatchObject({ kind: "found" });
});

test("an organization's invalidation makes all of its keys be read again, and no other", async () => {
  const { cache, memory, reads, lookUp } = cacheOver();
  for (const [index, hash] of ["mine", "mine too", "theirs"].entries()) {
    const read = await lookUp(hash);
    reads[index]!.answer({ ...credential(`key_${hash}`), organizationId: hash === "theirs" ? "org_2" : "org_1" });
    await read.result;
  }
  memory.forget({ organizationId: "org_1" });
  expect(memory.size).toBe(1);
  expect(cache.lookUp("theirs", ADDRESS)).toMatchObject({ kind: "found" });
});

test("a request that comes after an invalidation does not join a read that began before it", async () => {
  const { cache, memory, reads, lookUp } = cacheOver();
  const before = await lookUp("h1");
  memory.forget({ keyIds: ["key_1"] });
  const after = await lookUp("h1");
  expect(reads).toHaveLength(2);
  reads[1]!.answer(credential("key_1", NOW));
  reads[0]!.answer(credential("key_1"));
  expect(await after.result).toMatchObject({ credential: { revokedAt: NOW } });
  await before.result;
  expect(cache.lookUp("h1", ADDRESS)).toMatchObject({ credential: { revokedAt: NOW } });
});

test("simultaneous misses of one key share one read", async () => {
  const { reads, lookUp } = cacheOver();
  const both = [await lookUp("h1"), await lookUp("h1")];
  expect(reads).toHaveLength(1);
  reads[0]!.answer(credential("key_1"));
  expect((await Promise.all(both.map(({ result }) => result))).map(({ kind }) => kind)).toEqual(["found", "found"]);
});

test("the invalidation of one key does not discard the reads of others", async () => {
  const { cache, memory, reads, lookUp } = cacheOver();
  const read = await lookUp("h1");
  memory.forget({ keyIds: ["key_2"] });
  reads[0]!.answer(credential("key_1"));
  await read.result;
  expect(cache.lookUp("h1", ADDRESS)).toMatchObject({ kind: "found" });
});

test("an unknown key is never kept: one created a moment later is found", async () => {
  const { reads, lookUp } = cacheOver();
  const unknown = await lookUp("h1");
  reads[0]!.answer(null);
  expect(await unknown.result).toEqual({ kind: "unknown" });
  const known = await lookUp("h1");
  reads[1]!.answer(credential("key_1"));
  expect(await known.result).toMatchObject({ kind: "found" });
});

test("a database that can't be asked is neither a yes nor a no, and is asked again the next time", async () => {
  const { reads, lookUp } = cacheOver();
  const away = await lookUp("h1");
  reads[0]!.fail(new Error("connection refused"));
  expect(await away.result).toEqual({ kind: "unavailable" });
  const back = await lookUp("h1");
  reads[1]!.answer(credential("key_1"));
  expect(await back.result).toMatchObject({ kind: "found" });
});

/** An address that has presented as many unknown keys as it may. */
async function crowdedCache(allowed = 2) {
  const parts = cacheOver({ allowed });
  for (let index = 0; index < allowed; index++) {
    const bad = await parts.lookUp(`bad ${index}`);
    parts.reads[index]?.answer(null);
    expect(await bad.result).toEqual({ kind: "unknown" });
  }
  return parts;
}

test("after too many unknown keys of an address its further ones are refused, and a good one among them is not", async () => {
  const { lookUp, reads, rounds, nextRound } = await crowdedCache();
  const bad = await lookUp("bad");
  const good = await lookUp("good");
  expect(reads).toHaveLength(2);
  const round = await nextRound();
  expect(round?.hashes).toEqual(["bad", "good"]);
  round?.answer([null, credential("key_1")]);
  expect(await bad.result).toMatchObject({ kind: "rateLimited", retryAfterMs: expect.any(Number) });
  expect(await good.result).toMatchObject({ kind: "found" });
  expect(await (await lookUp("good")).result).toMatchObject({ kind: "found" });
  expect(rounds).toHaveLength(1);
});

test("an address is not refused for another one's unknown keys", async () => {
  const { lookUp, reads } = await crowdedCache();
  const other = await lookUp("bad", "192.0.2.2");
  expect(reads).toHaveLength(3);
  reads[2]?.answer(null);
  expect(await other.result).toEqual({ kind: "unknown" });
});

test("an unknown key is not refused for good ones that were looked up with it", async () => {
  const { lookUp, reads, nextRound } = cacheOver({ allowed: 1 });
  const good = await lookUp("good");
  const bad = await lookUp("bad");
  reads[0]?.answer(credential("key_1"));
  await good.result;
  (await nextRound())?.answer([null]);
  expect(await bad.result).toEqual({ kind: "unknown" });
});

test("of a thousand unknown keys at once exactly as many are called unknown as are allowed, by so many reads and two rounds", async () => {
  const { cache, reads, rounds, nextRound } = cacheOver({ allowed: 300 });
  const lookups = Array.from({ length: 1_000 }, async (_, index) => cache.lookUp(`bad ${index}`, ADDRESS));
  await new Promise((resolve) => setImmediate(resolve));
  expect(reads).toHaveLength(300);
  for (const { answer } of reads) answer(null);
  for (let round = 0; round < 2; round++) (await nextRound())?.answer(Array.from({ length: 500 }, () => null));
  const kinds = (await Promise.all(lookups)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "unknown")).toHaveLength(300);
  expect(kinds.filter((kind) => kind === "rateLimited")).toHaveLength(700);
  expect(rounds).toHaveLength(2);
});

test("addresses take turns in a round, also when one of them sends many keys", async () => {
  const { cache, lookUp, reads, nextRound } = cacheOver({ allowed: 0 });
  for (let index = 0; index < 600; index++) void cache.lookUp(`bad ${index}`, ADDRESS);
  const other = await lookUp("good", "192.0.2.2");
  const round = await nextRound();
  expect(reads).toHaveLength(0);
  expect(round?.hashes).toHaveLength(500);
  expect(round?.hashes.indexOf("good")).toBe(1);
  round?.answer(round.hashes.map((hash) => (hash === "good" ? credential("key_1") : null)));
  expect(await other.result).toMatchObject({ kind: "found" });
});

test("a key that is revoked while its round is in flight is not kept", async () => {
  const { memory, lookUp, nextRound } = cacheOver({ allowed: 0 });
  const slow = await lookUp("h1");
  const round = await nextRound();
  memory.forget({ keyIds: ["key_1"] });
  round?.answer([credential("key_1")]);
  expect(await slow.result).toMatchObject({ kind: "found" });
  expect(memory.size).toBe(0);
});

test("memory is bounded: the credential read longest ago makes room", async () => {
  const { memory, reads, lookUp } = cacheOver({ capacity: 2 });
  for (const [index, hash] of ["h1", "h2", "h3"].entries()) {
    const read = await lookUp(hash);
    reads[index]!.answer(credential(`key_${hash}`));
    await read.result;
  }
  expect(memory.size).toBe(2);
  await lookUp("h1");
  expect(reads.at(-1)?.hash).toBe("h1");
});

test("without a lease every request reads the database, alone, and nothing is kept", async () => {
  const { memory, trust, reads, lookUp } = cacheOver();
  const before = await lookUp("h1");
  trust.isGiven = false;
  const during = [await lookUp("h1"), await lookUp("h1")];
  expect(reads).toHaveLength(3);
  reads[2]!.answer(credential("key_1", NOW));
  expect(await during[1]!.result).toMatchObject({ credential: { revokedAt: NOW } });
  reads[1]!.answer(credential("key_1"));
  await during[0]!.result;
  expect(memory.size).toBe(0);

  // The lease is back, and with it an empty memory: what was read before does not count.
  memory.forgetEverything();
  trust.isGiven = true;
  reads[0]!.answer(credential("key_1"));
  await before.result;
  expect(memory.size).toBe(0);
  await lookUp("h1");
  expect(reads).toHaveLength(4);
});

test("a request never joins a read that began under a lease that has run out since", async () => {
  const { memory, trust, reads, lookUp } = cacheOver();
  await lookUp("h1");
  trust.isGiven = false;
  await lookUp("h1");
  memory.forgetEverything();
  trust.isGiven = true;
  await lookUp("h1");
  expect(reads).toHaveLength(3);
});
