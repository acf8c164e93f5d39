import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syncInput } from "../contract/sync.ts";
import { isPlainSyncInput } from "./plain-sync-input.ts";

const INSTANCE = "0b6f7d3e-4a55-4c0e-8b2f-0e2b6e6a3b11";
const USUAL = { name: "prod-1", kind: "agent", version: "1.2.3" };

describe("the plain sync input", () => {
  it.each([
    ["the least there can be", USUAL],
    ["an operator", { ...USUAL, kind: "operator" }],
    ["what the command sends", { ...USUAL, instanceId: INSTANCE, host: "host-1.example" }],
    ["a guard", { ...USUAL, organization: "acme" }],
    ["the longest fields", { ...USUAL, name: "n".repeat(64), version: "1".repeat(64), host: "h".repeat(255) }],
  ])("recognises %s", (_what, input) => {
    expect(isPlainSyncInput(input)).toBe(true);
  });

  it.each([
    ["nothing", null],
    ["a text", "name"],
    ["a list", [USUAL]],
    ["a missing name", { kind: "agent", version: "1" }],
    ["a missing kind", { name: "a", version: "1" }],
    ["a missing version", { name: "a", kind: "agent" }],
    ["an unknown field", { ...USUAL, admin: "yes" }],
    ["a field of every object", { ...USUAL, constructor: "x" }],
    ["an own __proto__", JSON.parse('{"__proto__":"x","name":"a","kind":"agent","version":"1"}')],
    ["a line break behind the name", { ...USUAL, name: "a\n" }],
    ["a control character", { ...USUAL, version: "1\t" }],
    ["another alphabet, which the schema must judge", { ...USUAL, host: "höst" }],
    ["capabilities, which the schema must judge", { ...USUAL, capabilities: {} }],
    ["a field that is null", { ...USUAL, host: null }],
  ])("does not recognise %s", (_what, input) => {
    expect(isPlainSyncInput(input)).toBe(false);
  });

  it("is accepted by the schema, unchanged, with any content", () => {
    const text = fc.oneof(
      fc.constantFrom("", "a", "agent", "operator", "1.0.0", INSTANCE, "a".repeat(64), "a".repeat(65), "a\n"),
      fc.string({ maxLength: 300 }),
      fc.uuid(),
    );
    const field = fc.constantFrom(...Object.keys(syncInput.shape), "__proto__", "constructor", "other");
    const value = fc.oneof({ weight: 9, arbitrary: text }, fc.jsonValue());
    const likely = fc.record({
      name: fc.stringMatching(/^[\w.-]{1,70}$/),
      kind: fc.constantFrom("agent", "operator", "Agent"),
      version: fc.string({ maxLength: 70 }),
    });
    let recognised = 0;
    fc.assert(
      fc.property(likely, fc.array(fc.tuple(field, value), { maxLength: 3 }), (base, more) => {
        const entries = [...Object.entries(base), ...more].map(
          ([name, member]) => `${JSON.stringify(name)}:${JSON.stringify(member)}`,
        );
        const input: unknown = JSON.parse(`{${entries.join(",")}}`);
        if (!isPlainSyncInput(input)) return;
        recognised += 1;
        expect(syncInput.parse(input)).toEqual(input);
      }),
      { numRuns: 3_000 },
    );
    expect(recognised).toBeGreaterThan(100);
  });
});
