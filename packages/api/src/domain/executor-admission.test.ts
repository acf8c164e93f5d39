import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SyncInput } from "../contract/sync.ts";
import { admit, factsOf, refusalOfKey, type BoundExecutor, type Credential } from "./executor-admission.ts";
import type { SyncRefusalReason } from "./refusals.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

const good: Credential = {
  keyId: "key_1",
  organizationId: "org_1",
  organizationSlug: "acme",
  organizationDeactivatedAt: null,
  createdAt: new Date(0),
  expiresAt: null,
  unusedEndsAt: null,
  renewAtPercent: null,
  revokedAt: null,
  pausedUntil: null,
  targetExecutorName: null,
  targetExecutorKind: null,
  revokePrevious: false,
  pendingFor: null,
};
const request: SyncInput = { name: "edge-1", kind: "agent", version: "1.2.3" };
const known: BoundExecutor = { ...factsOf(request), id: "exe_1", kind: "agent", lastSeenAt: ago(5_000) };

/** Everything that can be wrong with a sync by a known key, by precedence: the first in the list is the reason. */
const FLAWS: { reason: SyncRefusalReason; key?: Partial<Credential>; asked?: Partial<SyncInput> }[] = [
  { reason: "key_revoked", key: { revokedAt: ago(1) } },
  { reason: "key_expired", key: { expiresAt: now } },
  { reason: "key_paused", key: { pausedUntil: ago(-1) } },
  { reason: "organization_inactive", key: { organizationDeactivatedAt: ago(1) } },
  { reason: "organization_mismatch", asked: { organization: "globex" } },
  { reason: "key_bound_to_other_executor", key: { targetExecutorName: "edge-2" } },
  { reason: "kind_mismatch", asked: { kind: "operator" } },
];

const judge = (flaws: typeof FLAWS) =>
  admit(
    flaws.reduce((credential, { key }) => ({ ...credential, ...key }), good),
    known,
    flaws.reduce((asked, flaw) => ({ ...asked, ...flaw.asked }), request),
    now,
  );

describe("a sync", () => {
  it("by a good key of a known executor, seen lately and unchanged, is answered from memory", () => {
    expect(admit(good, known, request, now)).toEqual({ kind: "admitted", executor: known });
  });

  it.each(FLAWS)("with one thing wrong is refused as $reason", (flaw) => {
    expect(judge([flaw])).toEqual({ kind: "refused", reason: flaw.reason });
  });

  it("with several mistakes is refused for the first of them, in every combination", () => {
    fc.assert(
      fc.property(fc.subarray(FLAWS, { minLength: 1 }), (flaws) => {
        expect(judge(flaws)).toEqual({ kind: "refused", reason: flaws[0]?.reason });
      }),
    );
  });

  it("of an executor not yet known is judged by its key all the same", () => {
    const ofKey = FLAWS.filter(({ reason }) => reason !== "kind_mismatch");
    for (const { reason, key, asked } of ofKey) {
      expect(admit({ ...good, ...key }, undefined, { ...request, ...asked }, now)).toEqual({ kind: "refused", reason });
    }
  });
});

describe("a pause, at every presentation", () => {
  it.each([
    { pausedUntil: ago(-1), reason: "key_paused", when: "a millisecond before it ends" },
    { pausedUntil: now, reason: null, when: "at the very millisecond" },
    { pausedUntil: ago(1), reason: null, when: "a millisecond after" },
  ])("$when: $reason", ({ pausedUntil, reason }) => {
    expect(refusalOfKey({ ...good, pausedUntil }, request, now)).toBe(reason);
  });
});

describe("expiry, at every presentation", () => {
  it.each([
    { expiresAt: ago(-1), reason: null, when: "a millisecond before" },
    { expiresAt: now, reason: "key_expired", when: "at the very millisecond" },
    { expiresAt: ago(1), reason: "key_expired", when: "a millisecond after" },
  ])("$when: $reason", ({ expiresAt, reason }) => {
    expect(refusalOfKey({ ...good, expiresAt }, request, now)).toBe(reason);
  });

  it("is judged by the time of the sync, not by when the key was read", () => {
    const credential = { ...good, expiresAt: now };
    expect(admit(credential, known, request, ago(1))).toEqual({ kind: "admitted", executor: known });
    expect(admit(credential, known, request, now)).toEqual({ kind: "refused", reason: "key_expired" });
  });
});

describe("guard and target", () => {
  it.each([
    { organization: undefined, target: null, reason: null },
    { organization: "acme", target: null, reason: null },
    { organization: "acme", target: "edge-1", reason: null },
    { organization: undefined, target: "edge-1", reason: null },
    { organization: "Acme", target: null, reason: "organization_mismatch" },
    { organization: "acme ", target: null, reason: "organization_mismatch" },
    { organization: "org_1", target: null, reason: "organization_mismatch" },
    { organization: undefined, target: "Edge-1", reason: "key_bound_to_other_executor" },
    { organization: undefined, target: "edge-10", reason: "key_bound_to_other_executor" },
    { organization: undefined, target: "", reason: "key_bound_to_other_executor" },
  ])("organization $organization, key for $target: $reason", ({ organization, target, reason }) => {
    const asked = organization === undefined ? request : { ...request, organization };
    expect(refusalOfKey({ ...good, targetExecutorName: target }, asked, now)).toBe(reason);
  });
});

describe("a key made for an executor of one kind", () => {
  const forAgents = { ...good, targetExecutorName: "edge-1", targetExecutorKind: "agent" };
  const asOperator: SyncInput = { ...request, kind: "operator" };

  it("admits an executor's first sync only as that kind", () => {
    expect(admit(forAgents, undefined, request, now)).toEqual({ kind: "toBeRecorded" });
    expect(admit(forAgents, undefined, asOperator, now)).toEqual({ kind: "refused", reason: "kind_mismatch" });
  });

  it("leaves the kind to the executor's row once there is one", () => {
    const bound: BoundExecutor = { ...known, kind: "operator" };
    expect(admit(forAgents, bound, asOperator, now)).toEqual({ kind: "admitted", executor: bound });
  });
});

describe("a good sync is written down before it is answered", () => {
  const full: SyncInput = {
    ...request,
    host: "edge-1.example",
    instanceId: "3f0e8a52-0d3a-4d0c-9d57-0b1d3a5b7c9e",
    capabilities: { gpu: true },
  };
  const knownInFull = { ...known, ...factsOf(full) };
  const { host: _host, ...withoutHost } = full;
  const { capabilities: _capabilities, ...withoutCapabilities } = full;

  it.each([
    { when: "the executor is not known to be bound to the key", executor: undefined, asked: full },
    { when: "it was last seen 30 s ago", executor: { ...knownInFull, lastSeenAt: ago(30_000) }, asked: full },
    { when: "its version is another", executor: knownInFull, asked: { ...full, version: "1.2.4" } },
    { when: "its host is another", executor: knownInFull, asked: { ...full, host: "edge-2.example" } },
    { when: "it no longer names a host", executor: knownInFull, asked: withoutHost },
    {
      when: "its process was started again",
      executor: knownInFull,
      asked: { ...full, instanceId: "5b1f6a0e-5a0e-4b5e-8f53-8a7d1c2b3e4f" },
    },
    { when: "its capabilities are others", executor: knownInFull, asked: { ...full, capabilities: { gpu: false } } },
    { when: "it no longer names capabilities", executor: knownInFull, asked: withoutCapabilities },
    { when: "its capabilities are null now", executor: { ...known }, asked: { ...request, capabilities: null } },
  ])("when $when", ({ executor, asked }) => {
    expect(admit(good, executor, asked, now)).toEqual({ kind: "toBeRecorded" });
  });

  it("and only then: just under 30 s later with the same facts it is not", () => {
    const seen = { ...knownInFull, lastSeenAt: ago(29_999) };
    expect(admit(good, seen, full, now)).toEqual({ kind: "admitted", executor: seen });
    expect(admit(good, seen, { ...full, organization: "acme" }, now)).toEqual({ kind: "admitted", executor: seen });
  });
});
