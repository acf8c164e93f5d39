import { describe, expect, it } from "vitest";
import { errorsByField } from "../trpc/errors-by-field.ts";
import { createKeyInput, keyIdInput, keyName, listKeysInput } from "./api-keys.ts";

const keyId = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";
const executorId = "exe_01jx5v7m2q8r9s0t1v2w3x4y5z";
const valid = { name: "prod", target: { kind: "newExecutor" } };

/** Names of the fields that a schema complains about; none when it accepts. */
function complaints(
  schema: typeof createKeyInput | typeof listKeysInput | typeof keyIdInput,
  input: unknown,
): string[] {
  const { error } = schema.safeParse(input);
  return error === undefined ? [] : Object.keys(errorsByField(error));
}

describe("a key's name", () => {
  it.each([
    { given: "prod", name: "prod" },
    { given: "  prod\n", name: "prod" },
    { given: "prod cluster 1", name: "prod cluster 1" },
    { given: "x", name: "x" },
    { given: "x".repeat(32), name: "x".repeat(32) },
    { given: ` ${"x".repeat(32)} `, name: "x".repeat(32) },
    { given: "🚀 prod 👩‍💻", name: "🚀 prod 👩‍💻" },
    { given: "🚀".repeat(16), name: "🚀".repeat(16) },
    { given: "Прод-кластер", name: "Прод-кластер" },
    { given: "<b>'\"; DROP TABLE", name: "<b>'\"; DROP TABLE" },
  ])("$given is kept as $name", ({ given, name }) => {
    expect(keyName.parse(given)).toBe(name);
  });

  it.each([
    { what: "nothing", given: "" },
    { what: "white space only", given: " \t\n" },
    { what: "33 characters", given: "x".repeat(33) },
    { what: "17 emoji, which take 34 units", given: "🚀".repeat(17) },
    { what: "a megabyte", given: "x".repeat(1_000_000) },
    { what: "a line break", given: "a\nb" },
    { what: "a tab", given: "a\tb" },
    { what: "a zero character", given: "a\0b" },
    { what: "a terminal's escape", given: "a\u001B[31mb" },
    { what: "a delete", given: "a\u007Fb" },
    { what: "a control character of Latin 1", given: "a\u0085b" },
    // No database holds it as it is; the audit chain would no longer verify.
    { what: "half of a surrogate pair", given: "a\uD83Db" },
    { what: "a number", given: 7 },
    { what: "null", given: null },
    { what: "a list", given: ["prod"] },
    { what: "an object", given: { toString: () => "prod" } },
  ])("is not $what, and has a message for people", ({ given }) => {
    expect(keyName.safeParse(given).error?.issues[0]?.message).toMatch(/^[A-Z].{5,}/);
  });

  it.each([
    { given: "", message: "A key needs a name." },
    { given: "x".repeat(33), message: "A key's name has at most 32 characters." },
    { given: "🚀".repeat(17), message: "A key's name has at most 32 characters." },
    { given: "a\nb", message: "No control characters such as line breaks or tabs, please, and no broken ones." },
  ])("that is $given answers: $message", ({ given, message }) => {
    expect(keyName.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});

describe("creating a key", () => {
  it.each([
    { what: "with a name for a new executor", input: valid },
    { what: "without an expiry", input: { ...valid, expiresInDays: null } },
    { what: "for a day", input: { ...valid, expiresInDays: 1 } },
    { what: "for ten years", input: { ...valid, expiresInDays: 3650 } },
    { what: "for an executor", input: { ...valid, target: { kind: "executor", executorId } } },
    {
      what: "for an executor, revoking its previous key",
      input: { ...valid, target: { kind: "executor", executorId, revokePrevious: true } },
    },
  ])("$what is accepted as it is", ({ input }) => {
    expect(createKeyInput.parse(input)).toEqual(input);
  });

  it.each([
    { what: "an unknown field", input: { ...valid, scopes: [] }, fields: [""] },
    { what: "a secret of one's own", input: { ...valid, secret: "exc_mine" }, fields: [""] },
    { what: "an organization of one's own", input: { ...valid, organizationId: "org_1" }, fields: [""] },
    { what: "no name", input: { target: valid.target }, fields: ["name"] },
    { what: "no target", input: { name: "prod" }, fields: ["target"] },
    { what: "an unknown target", input: { ...valid, target: { kind: "cluster" } }, fields: ["target.kind"] },
    { what: "a target that is text", input: { ...valid, target: "newExecutor" }, fields: ["target"] },
    {
      what: "an executor for a new executor",
      input: { ...valid, target: { kind: "newExecutor", executorId } },
      fields: ["target"],
    },
    { what: "no executor's id", input: { ...valid, target: { kind: "executor" } }, fields: ["target.executorId"] },
    {
      what: "a key's id for an executor's",
      input: { ...valid, target: { kind: "executor", executorId: keyId } },
      fields: ["target.executorId"],
    },
    {
      what: "an option that is text",
      input: { ...valid, target: { kind: "executor", executorId, revokePrevious: "yes" } },
      fields: ["target.revokePrevious"],
    },
    {
      what: "a name no executor can have",
      input: { ...valid, target: { kind: "name", name: "edge 1" } },
      fields: ["target.name"],
    },
    {
      what: "a kind there is not",
      input: { ...valid, target: { kind: "name", name: "edge-1", executorKind: "robot" } },
      fields: ["target.executorKind"],
    },
    { what: "a hash without the hint", input: { ...valid, secretHash: "0".repeat(64) }, fields: ["hint"] },
    { what: "a hint without the hash", input: { ...valid, hint: "exc_a1B2" }, fields: ["hint"] },
    {
      what: "a hash in upper case",
      input: { ...valid, secretHash: "A".repeat(64), hint: "exc_a1B2" },
      fields: ["secretHash"],
    },
    {
      what: "a hint of another prefix",
      input: { ...valid, secretHash: "0".repeat(64), hint: "exm_a1B2" },
      fields: ["hint"],
    },
    { what: "zero days", input: { ...valid, expiresInDays: 0 }, fields: ["expiresInDays"] },
    { what: "negative days", input: { ...valid, expiresInDays: -1 }, fields: ["expiresInDays"] },
    { what: "half a day", input: { ...valid, expiresInDays: 1.5 }, fields: ["expiresInDays"] },
    { what: "more than ten years", input: { ...valid, expiresInDays: 3651 }, fields: ["expiresInDays"] },
    { what: "days as text", input: { ...valid, expiresInDays: "30" }, fields: ["expiresInDays"] },
    { what: "infinitely many days", input: { ...valid, expiresInDays: Infinity }, fields: ["expiresInDays"] },
    { what: "days that are no number", input: { ...valid, expiresInDays: NaN }, fields: ["expiresInDays"] },
    {
      what: "two wrong fields",
      input: { name: "", target: valid.target, expiresInDays: 0 },
      fields: ["name", "expiresInDays"],
    },
    { what: "nothing", input: undefined, fields: [""] },
    { what: "null", input: null, fields: [""] },
    { what: "a list", input: [valid], fields: [""] },
    {
      what: "a prototype",
      input: JSON.parse('{"name":"prod","target":{"kind":"newExecutor"},"__proto__":{}}'),
      fields: [""],
    },
  ])("with $what is refused at $fields", ({ input, fields }) => {
    expect(complaints(createKeyInput, input)).toEqual(fields);
  });

  it("names an unknown field in its error", () => {
    const { error } = createKeyInput.safeParse({ ...valid, expiresInDay: 3 });
    expect(error?.issues[0]?.message).toContain('"expiresInDay"');
  });
});

describe("an id", () => {
  it.each([
    "",
    "prod",
    "key_",
    keyId.slice(0, -1),
    `${keyId}0`,
    keyId.toUpperCase(),
    `${keyId}\n`,
    ` ${keyId}`,
    executorId,
    "key_01jx5v7m2q8r9s0t1v2w3x4y5i",
    "key_01jx5v7m2q8r9s0t1v2w3x4y5u",
    "key_' or 1=1 --               ",
  ])("is not '%s'", (id) => {
    expect(complaints(keyIdInput, { id })).toEqual(["id"]);
  });

  it("is a lower-case ULID after its prefix", () => {
    expect(keyIdInput.parse({ id: keyId })).toEqual({ id: keyId });
  });
});

describe("listing keys", () => {
  it.each([
    {},
    { search: "prod" },
    { search: "" },
    { status: "expired" },
    { executorId },
    { sort: { by: "lastUsedAt", direction: "desc" } },
    { cursor: null },
    { cursor: "WyJhIiwia2V5XzEiXQ" },
    { limit: 1 },
    { limit: 200 },
  ])("%j is accepted as it is", (input) => {
    expect(listKeysInput.parse(input)).toEqual(input);
  });

  it("drops white space around what is searched for", () => {
    expect(listKeysInput.parse({ search: " prod\n" })).toEqual({ search: "prod" });
  });

  it.each([
    { input: { search: "x".repeat(101) }, fields: ["search"] },
    { input: { search: "a\0b" }, fields: ["search"] },
    { input: { search: ["prod"] }, fields: ["search"] },
    { input: { status: "deleted" }, fields: ["status"] },
    { input: { status: null }, fields: ["status"] },
    { input: { executorId: keyId }, fields: ["executorId"] },
    { input: { sort: { by: "secretHash", direction: "asc" } }, fields: ["sort.by"] },
    { input: { sort: { by: "name", direction: "up" } }, fields: ["sort.direction"] },
    { input: { sort: { by: "name" } }, fields: ["sort.direction"] },
    { input: { sort: { by: "name", direction: "asc", nulls: "first" } }, fields: ["sort"] },
    { input: { cursor: "a".repeat(1_001) }, fields: ["cursor"] },
    { input: { cursor: 7 }, fields: ["cursor"] },
    { input: { limit: 0 }, fields: ["limit"] },
    { input: { limit: 201 }, fields: ["limit"] },
    { input: { limit: 1.5 }, fields: ["limit"] },
    { input: { limit: "50" }, fields: ["limit"] },
    { input: { organizationId: "org_1" }, fields: [""] },
  ])("$input is refused at $fields", ({ input, fields }) => {
    expect(complaints(listKeysInput, input)).toEqual(fields);
  });
});
