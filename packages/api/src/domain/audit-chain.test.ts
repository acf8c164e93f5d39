import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS, type AuditActor, type AuditEntry } from "./audit-actions.ts";
import { auditDetailsText, chainedFields, chainedText, GENESIS_HASH, type AuditPosition } from "./audit-chain.ts";
import { ROLES } from "./permission-policy.ts";

const auditRowText = (entry: AuditEntry, position: AuditPosition) => chainedText(chainedFields(entry, position));

const user: AuditActor = { kind: "user", id: "usr_1", name: "Ada", email: "ada@example.com", role: "owner" };
const entry: AuditEntry = {
  organizationId: "org_1",
  at: new Date("2026-06-01T12:00:00.000Z"),
  actor: user,
  action: "api_key.revoked",
  target: { kind: "api_key", id: "key_1", name: "prod" },
  details: { cause: "rotation", replacedByKeyId: "key_2" },
  sourceAddress: "192.0.2.1",
};
const position: AuditPosition = { id: "aud_1", sequence: 7, previousHash: "ab".repeat(32) };

describe("the text whose hash is an audit row's", () => {
  it("is this one, for ever: rows written years ago must still verify", () => {
    expect(auditRowText(entry, position)).toBe(
      JSON.stringify([
        "ab".repeat(32),
        7,
        "aud_1",
        "org_1",
        "2026-06-01T12:00:00.000Z",
        "user",
        "usr_1",
        "Ada",
        "ada@example.com",
        "owner",
        "api_key.revoked",
        "api_key",
        "key_1",
        "prod",
        '{"cause":"rotation","replacedByKeyId":"key_2"}',
        "192.0.2.1",
      ]),
    );
  });

  const withActor = (actor: AuditActor): AuditEntry => ({ ...entry, actor });
  const withTarget = (target: Partial<AuditEntry["target"]>): AuditEntry => ({
    ...entry,
    target: { ...entry.target, ...target },
  });
  const changed: [string, AuditEntry, AuditPosition][] = [
    ["the organization", { ...entry, organizationId: "org_2" }, position],
    ["the time, by a millisecond", { ...entry, at: new Date(entry.at.getTime() + 1) }, position],
    ["the action", { ...entry, action: "api_key.deleted" }, position],
    ["the actor's id", withActor({ ...user, id: "usr_2" }), position],
    ["the actor's name", withActor({ ...user, name: "Eve" }), position],
    ["the actor's email", withActor({ ...user, email: "eve@example.com" }), position],
    ["the actor's role", withActor({ ...user, role: "admin" }), position],
    ["the actor to an executor", withActor({ kind: "executor", id: user.id, name: user.name }), position],
    ["the actor to the system", withActor({ kind: "system", name: user.name }), position],
    ["the target's kind", withTarget({ kind: "executor" }), position],
    ["the target's id", withTarget({ id: "key_9" }), position],
    ["the target's name", withTarget({ name: "prod " }), position],
    ["a detail's value", { ...entry, details: { ...entry.details, cause: "manual" } }, position],
    ["a detail's type", { ...entry, details: { ...entry.details, cause: null } }, position],
    ["a detail's name", { ...entry, details: { reason: "rotation", replacedByKeyId: "key_2" } }, position],
    ["a detail too few", { ...entry, details: { cause: "rotation" } }, position],
    ["a detail too many", { ...entry, details: { ...entry.details, more: 1 } }, position],
    ["the address", { ...entry, sourceAddress: "192.0.2.2" }, position],
    ["the address to none", { ...entry, sourceAddress: null }, position],
    ["the row's id", entry, { ...position, id: "aud_2" }],
    ["the row's number", entry, { ...position, sequence: 8 }],
    ["the hash before it", entry, { ...position, previousHash: GENESIS_HASH }],
  ];
  it.each(changed)("is another one when %s changes", (_, otherEntry, otherPosition) => {
    expect(auditRowText(otherEntry, otherPosition)).not.toBe(auditRowText(entry, position));
  });

  it("covers every field there is", () => {
    const covered = new Set(
      changed.flatMap(([, otherEntry, otherPosition]) => [
        ...Object.keys(entry).filter(
          (name) => otherEntry[name as keyof AuditEntry] !== entry[name as keyof AuditEntry],
        ),
        ...Object.keys(position).filter(
          (name) => otherPosition[name as keyof AuditPosition] !== position[name as keyof AuditPosition],
        ),
      ]),
    );
    expect([...covered].sort()).toEqual([...Object.keys(entry), ...Object.keys(position)].sort());
  });
});

/** Short texts of few characters, among them those that JSON escapes: collisions would show. */
const text = fc.string({ unit: fc.constantFrom("a", '"', ",", "\\", "[", "\n", "null", "é"), maxLength: 3 });
const detail = fc.oneof(text, fc.integer({ min: -2, max: 2 }), fc.boolean(), fc.constant(null));
const details = fc.dictionary(fc.oneof(text, fc.constantFrom("10", "9", "__proto__", "cause")), detail, { maxKeys: 4 });
const actors: fc.Arbitrary<AuditActor> = fc.oneof(
  fc.record({ kind: fc.constant("user"), id: text, name: text, email: text, role: fc.constantFrom(...ROLES) }),
  fc.record({ kind: fc.constant("executor"), id: text, name: text }),
  fc.record({ kind: fc.constant("system"), name: text }),
);
const rows = fc.record({
  entry: fc.record({
    organizationId: text,
    at: fc.date({ noInvalidDate: true }),
    actor: actors,
    action: fc.constantFrom(...AUDIT_ACTIONS),
    target: fc.record({ kind: fc.constantFrom("api_key", "executor", "user"), id: text, name: text }),
    details,
    sourceAddress: fc.option(text),
  }),
  position: fc.record({ id: text, sequence: fc.nat(3), previousHash: text }),
});

/** A row again, with the fields of every object in it the other way round. */
function mirrored<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, mirrored(inner)]),
  ) as Value;
}

describe("two audit rows", () => {
  it("with the same content have the same text, in any order of their fields and details", () => {
    fc.assert(
      fc.property(rows, (row) => {
        const other = mirrored(row);
        expect(auditRowText(other.entry, other.position)).toBe(auditRowText(row.entry, row.position));
      }),
    );
  });

  it("that differ in anything never have the same text", () => {
    fc.assert(
      fc.property(rows, rows, fc.subarray(["entry", "position"] as const), (one, other, same) => {
        const mixed = same.reduce((row, part) => ({ ...row, [part]: one[part] }), other);
        const sameText = auditRowText(one.entry, one.position) === auditRowText(mixed.entry, mixed.position);
        expect(sameText).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(mixed)));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the details of an audit row", () => {
  it.each([
    [{}, "{}"],
    [{ b: 1, a: "x" }, '{"a":"x","b":1}'],
    [{ a: "x", b: 1 }, '{"a":"x","b":1}'],
    [{ none: null, no: false }, '{"no":false,"none":null}'],
  ])("%j are stored as %s", (given, stored) => {
    expect(auditDetailsText(given)).toBe(stored);
  });

  it("are read back as they were written", () => {
    // Names as ours are: JSON.parse of Node 24 mistakes some names with backslashes for others.
    const names = fc.string({ unit: fc.constantFrom("a", "B", "_", "é", "9"), maxLength: 3 });
    fc.assert(
      fc.property(
        fc.dictionary(names, detail),
        (given) => void expect(JSON.parse(auditDetailsText(given))).toEqual({ ...given }),
      ),
    );
  });
});

/** Names in order all the way down, by other means than the code under test. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const names = Object.keys(value).sort();
  return names.map((name) => [name, sorted((value as Record<string, unknown>)[name])]);
}
