import { describe, expect, it } from "vitest";
import { errorsByField } from "../trpc/errors-by-field.ts";
import { syncInput } from "./sync.ts";

const valid = { name: "edge-1", kind: "agent", version: "1.2.3" };
const full = {
  ...valid,
  kind: "operator",
  instanceId: "3f0e8a52-0d3a-4d0c-9d57-0b1d3a5b7c9e",
  host: "edge-1.example",
  capabilities: { gpus: [{ model: "🚀", count: 2 }], arch: "arm64", spot: null, on: true },
  organization: "acme",
};

function complaints(input: unknown): string[] {
  const { error } = syncInput.safeParse(input);
  return error === undefined ? [] : Object.keys(errorsByField(error));
}

describe("a sync", () => {
  it("needs a name, a kind and a version, and no more", () => {
    expect(syncInput.parse(valid)).toEqual(valid);
    expect(complaints({})).toEqual(["name", "kind", "version"]);
  });

  it("is accepted unchanged, with all fields of an executor", () => {
    expect(syncInput.parse(full)).toEqual(full);
  });

  it.each(["a", "A", "7", "edge-1", "Edge_1.example-com", "0".repeat(64)])("may come from an executor '%s'", (name) => {
    expect(complaints({ ...valid, name })).toEqual([]);
  });

  it.each([
    "",
    " ",
    " edge-1",
    "edge-1 ",
    "edge-1\n",
    "edge 1",
    "-edge",
    ".edge",
    "_edge",
    "edge/1",
    "édge",
    "edge🚀",
    "edge\0",
    "x".repeat(65),
    "x".repeat(1_000_000),
  ])("does not come from an executor '%s'", (name) => {
    expect(complaints({ ...valid, name })).toEqual(["name"]);
  });

  it.each([
    { what: "a name that is a number", change: { name: 7 }, field: "name" },
    { what: "another kind", change: { kind: "Agent" }, field: "kind" },
    { what: "no version", change: { version: "" }, field: "version" },
    { what: "a long version", change: { version: "1".repeat(65) }, field: "version" },
    { what: "a version with a zero character", change: { version: "1\0" }, field: "version" },
    { what: "a version with a line break", change: { version: "1\n2" }, field: "version" },
    { what: "a version with half of a surrogate pair", change: { version: "1\uDE80" }, field: "version" },
    { what: "an instance that is no UUID", change: { instanceId: "1" }, field: "instanceId" },
    { what: "an instance that is null", change: { instanceId: null }, field: "instanceId" },
    { what: "no host", change: { host: "" }, field: "host" },
    { what: "a long host", change: { host: "h".repeat(256) }, field: "host" },
    { what: "a host with a zero character", change: { host: "edge\0" }, field: "host" },
    { what: "a host with a terminal's escape", change: { host: "\u001B[2J" }, field: "host" },
    { what: "an empty guard", change: { organization: "" }, field: "organization" },
    { what: "a long guard", change: { organization: "o".repeat(256) }, field: "organization" },
    { what: "an unknown field", change: { lastSeenAt: 0 }, field: "" },
  ])("with $what is refused at '$field'", ({ change, field }) => {
    expect(complaints({ ...valid, ...change })).toEqual([field]);
  });

  it.each([undefined, null, "edge-1", 7, [], [valid]])("is not %j", (input) => {
    expect(complaints(input)).toEqual([""]);
  });

  it("must not contain `__proto__`", () => {
    expect(complaints(JSON.parse(`{"name":"a","kind":"agent","version":"1","__proto__":{"name":"b"}}`))).toEqual([""]);
  });

  it("may have 64 characters of version and 255 of host", () => {
    expect(complaints({ ...valid, version: "1".repeat(64), host: "h".repeat(255) })).toEqual([]);
  });
});
