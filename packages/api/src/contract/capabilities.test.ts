import fc from "fast-check";
import superjson, { type SuperJSONResult } from "superjson";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { capabilities, MAX_CAPABILITIES_BYTES, MAX_CAPABILITIES_DEPTH } from "./capabilities.ts";
import { syncInput } from "./sync.ts";

const accepts = (value: unknown) => capabilities.safeParse(value).success;
const nested = (depth: number, open = "[", close = "]"): unknown =>
  JSON.parse(open.repeat(depth) + (open === "[" ? "" : "1") + close.repeat(depth));

/** A text that takes exactly as many bytes of JSON as there may be, most of them in one character. */
function largestOf(character: string): string {
  const bytes = MAX_CAPABILITIES_BYTES - '""'.length;
  const width = Buffer.byteLength(character);
  return character.repeat(Math.floor(bytes / width)) + "x".repeat(bytes % width);
}

describe("capabilities", () => {
  it.each([null, true, 0, -1.5, "", "gpu", [], {}, [1, [2]], { gpu: { count: 2, models: ["a", null] } }, { "": "" }])(
    "may be %j",
    (value) => {
      expect(capabilities.parse(value)).toEqual(value);
    },
  );

  it("may be any small JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: "binary" }), (value) => {
        fc.pre(Buffer.byteLength(JSON.stringify(value)) <= MAX_CAPABILITIES_BYTES);
        expect(accepts(value)).toBe(true);
      }),
    );
  });

  it.each([
    { what: "a date", value: new Date(0) },
    { what: "a map", value: new Map([["a", 1]]) },
    { what: "a set", value: new Set([1]) },
    { what: "a big integer", value: 1n },
    { what: "no number", value: NaN },
    { what: "an infinite number", value: -Infinity },
    { what: "nothing, in a list", value: [undefined] },
    { what: "nothing, in an object", value: { a: undefined } },
    { what: "a function", value: { a: () => 1 } },
    { what: "a symbol", value: Symbol("a") },
  ])("are not $what, which JSON can't say", ({ value }) => {
    expect(accepts(value)).toBe(false);
  });

  it.each([
    { of: "letters", character: "x" },
    { of: "two bytes each", character: "é" },
    { of: "three bytes each", character: "漢" },
    { of: "four bytes each", character: "🚀" },
  ])("have at most 16 KiB, counted in bytes of UTF-8: characters of $of", ({ character }) => {
    const largest = largestOf(character);
    expect(Buffer.byteLength(JSON.stringify(largest))).toBe(MAX_CAPABILITIES_BYTES);
    expect(accepts(largest)).toBe(true);
    expect(accepts(`${largest}x`)).toBe(false);
  });

  it("have at most 16 KiB with names, brackets and escapes counted", () => {
    expect(accepts({ ["n".repeat(MAX_CAPABILITIES_BYTES - 7)]: "" })).toBe(true);
    expect(accepts({ ["n".repeat(MAX_CAPABILITIES_BYTES - 6)]: "" })).toBe(false);
    expect(accepts(Array.from({ length: MAX_CAPABILITIES_BYTES / 2 - 1 }, () => 1))).toBe(true);
    expect(accepts(Array.from({ length: MAX_CAPABILITIES_BYTES / 2 }, () => 1))).toBe(false);
    expect(accepts("\0".repeat(2_730))).toBe(true);
    expect(accepts("\0".repeat(2_731))).toBe(false);
  });

  it.each([
    { what: "a long text", value: "x".repeat(5_000_000) },
    { what: "a long name", value: { ["x".repeat(5_000_000)]: 1 } },
    { what: "a long list", value: Array.from({ length: 1_000_000 }, () => 1) },
    { what: "a wide object", value: Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`n${n}`, n])) },
  ])("are not megabytes: $what", ({ value }) => {
    expect(accepts(value)).toBe(false);
  });

  it.each([
    { what: "lists", open: "[", close: "]" },
    { what: "objects", open: '{"a":', close: "}" },
  ])("have at most 32 levels of $what, and deeper ones do no harm", ({ open, close }) => {
    expect(accepts(nested(MAX_CAPABILITIES_DEPTH, open, close))).toBe(true);
    for (const depth of [MAX_CAPABILITIES_DEPTH + 1, 3_000, 8_000, 200_000]) {
      expect(accepts(nested(depth, open, close))).toBe(false);
    }
  });

  it("that are too much are refused in words that name both limits", () => {
    for (const value of ["x".repeat(20_000), "\0".repeat(5_000), nested(100)]) {
      const { error } = capabilities.safeParse(value);
      expect(error?.issues.map(({ message }) => message)).toEqual([
        "Capabilities have at most 16384 bytes of JSON, at most 32 levels deep.",
      ]);
    }
  });
});

/** What superjson makes of a request in which places are said to hold the same thing. */
const received = (json: unknown, same: Record<string, string[]>): unknown =>
  superjson.deserialize({ json, meta: { referentialEqualities: same } } as SuperJSONResult);

describe("a small request whose parts stand in many places", () => {
  it("that doubles at every level is refused before it is written out", () => {
    const path = (level: number) => Array.from({ length: level }, () => "l").join(".");
    const levels = Array.from({ length: 30 }, (_, level) => level + 1);
    const tree = levels.reduce<unknown>((inner) => ({ l: inner, r: null }), 1);
    const same = Object.fromEntries(
      levels.slice(0, -1).map((level) => [path(level), [`${path(level - 1)}.r`.replace(/^\./, "")]]),
    );
    const value = received(tree, same) as { l: unknown; r: unknown };
    expect(value.r).toBe(value.l);
    expect(accepts(value)).toBe(false);
  });

  it.each([
    { what: "text", part: "x".repeat(1_000_000) },
    { what: "name", part: { ["x".repeat(1_000_000)]: 1 } },
  ])("that repeats a long $what is refused before it is written out", ({ part }) => {
    const places = Array.from({ length: 5_000 }, (_, index) => String(index + 1));
    const value = received([part, ...places.map(() => null)], { 0: places }) as unknown[];
    expect(value[5_000]).toEqual(part);
    expect(accepts(value)).toBe(false);
  });

  it("that contains itself is refused", () => {
    const value = received({ a: { b: null } }, { a: ["a.b"] }) as { a: { b: unknown } };
    expect(value.a.b).toBe(value.a);
    expect(accepts(value)).toBe(false);
  });
});

describe("in the public description of a sync", () => {
  it("they are optional and any JSON", () => {
    const schema = z.toJSONSchema(syncInput, { io: "input" });
    expect(schema.required).toEqual(["name", "kind", "version"]);
    expect(schema.properties).toHaveProperty("capabilities", {});
  });
});
