import superjson from "superjson";
import { describe, expect, test } from "vitest";
import { transformer } from "./transformer.ts";

const instant = new Date("2026-03-01T12:00:00.000Z");
const shared = { at: instant };
const holey: unknown[] = ["first"];
holey[2] = "third";
const named = Object.assign(["first"], { name: instant });

/** By what they are made of. */
const OUTPUTS: Record<string, unknown> = {
  "a page of rows": {
    items: [1, 2, 3].map((id) => ({
      id: `key_${id}`,
      createdAt: new Date(id),
      revokedAt: null,
      usedBy: { total: id, executors: [{ name: "runner", lastSeenAt: new Date(id * 2) }] },
      isLast: id === 3,
    })),
    nextCursor: undefined,
  },
  "a list": [new Date(1), undefined, [], {}, [[new Date(2)]], "text", 0, -1.5, true, null],
  "an object without a prototype": Object.assign(Object.create(null) as object, { at: new Date(1) }),
  "only values that JSON has types for": { a: [1, { b: "c" }] },
  "nothing at all": {},
  "a list of nothing": [],
  "names with dots and backslashes": { "a.b": new Date(1), "c\\d": { "": new Date(2) } },
  "an empty name": { "": new Date(1) },
  "names like numbers": { 2: new Date(2), 1: new Date(1) },
  "an instant": instant,
  undefined: undefined,
  null: null,
  "a text": "text",
  "one object in two places": { first: shared, second: [shared] },
  "one instant in two places": [instant, { instant }],
  "a cycle": (() => {
    const self: Record<string, unknown> = { at: new Date(1) };
    self["self"] = self;
    return self;
  })(),
  "an instant that is none": { at: new Date(Number.NaN) },
  "numbers that JSON does not have": [Number.NaN, Infinity, -Infinity, -0],
  "a large integer": { sum: 10n ** 20n },
  "sets and maps": { set: new Set([new Date(1)]), map: new Map([["a", new Date(2)]]) },
  "an error": { error: new Error("no") },
  "an address": new URL("https://example.com/?a=b"),
  "a pattern": [/a+/gi],
  bytes: { bytes: new Uint8Array([1, 2]) },
  "a list with a hole": holey,
  "a list with a name": named,
  "an object of a class": {
    own: new (class Own {
      at = new Date(1);
    })(),
  },
  "a function": { call: () => 1, at: new Date(1) },
};

describe("what is sent", () => {
  test.each(Object.entries(OUTPUTS))("is to the byte what superjson sends: %s", (_what, output) => {
    expect(JSON.stringify(transformer.serialize(output))).toBe(JSON.stringify(superjson.serialize(output)));
  });

  test.each(["constructor", "prototype", "__proto__"])("is refused as superjson refuses it: the name %s", (name) => {
    const output = { deep: [Object.defineProperty({}, name, { value: 1, enumerable: true })] };
    expect(() => superjson.serialize(output)).toThrow(name);
    expect(() => transformer.serialize(output)).toThrow(name);
  });

  test("is read as what it was", () => {
    const output = OUTPUTS["a page of rows"];
    const sent = JSON.parse(JSON.stringify(transformer.serialize(output))) as ReturnType<typeof superjson.serialize>;
    expect(transformer.deserialize(sent)).toEqual(output);
  });

  test("is another object than the output: nothing that happens to it later is sent", () => {
    const output = { items: [{ name: "before" }] };
    const { json } = transformer.serialize(output) as { json: typeof output };
    (output.items[0] as { name: string }).name = "after";
    expect(json.items[0]?.name).toBe("before");
  });
});
