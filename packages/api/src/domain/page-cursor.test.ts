import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyName, listKeysInput } from "../contract/api-keys.ts";
import { foldName } from "./key-name.ts";
import { decodeCursor, encodeCursor } from "./page-cursor.ts";
import { readCursor, takePage } from "./paging.ts";
import { Refusal } from "./refusal.ts";

const ids = fc.stringMatching(/^(key|exe)_[0-9a-z]{26}$/);
const names = fc
  .string({ unit: "binary", maxLength: 32 })
  .map((name) => keyName.safeParse(name).data)
  .filter((name) => name !== undefined);
const values = fc.oneof(names.map(foldName), fc.date({ noInvalidDate: true }).map(Number), fc.constant(null));
const cursors = fc.record({ value: values, id: ids });

const base64 = (text: string) => Buffer.from(text).toString("base64url");

describe("a page's cursor", () => {
  it("is read back as it was written, for every name, instant and id", () => {
    fc.assert(fc.property(cursors, (cursor) => void expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)));
  });

  it("can stand in an address as it is, and is short enough to be accepted", () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        const text = encodeCursor(cursor);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(listKeysInput.parse({ cursor: text })).toEqual({ cursor: text });
      }),
    );
  });

  it.each([
    ["nothing", ""],
    ["no base64", "%%%"],
    ["base64 of no JSON", base64("prod")],
    ["JSON that is no UTF-8", Buffer.from('["\xff","key_1"]', "latin1").toString("base64url")],
    ["a number", base64("7")],
    ["null", base64("null")],
    ["an object", base64('{"value":"a","id":"key_1"}')],
    ["one value", base64('["a"]')],
    ["three values", base64('["a","key_1","more"]')],
    ["no id", base64('["a",null]')],
    ["a number for an id", base64('["a",1]')],
    ["a truth value", base64('[true,"key_1"]')],
    ["an object for a value", base64('[{"gt":""},"key_1"]')],
    ["an infinite number", base64('[1e999,"key_1"]')],
    ["a zero character, which no database takes, in its value", base64('["a\\u0000","key_1"]')],
    ["a zero character in its id", base64('["a","key_\\u0000"]')],
    ["a cut cursor", encodeCursor({ value: "prod", id: "key_1" }).slice(0, -3)],
    ["very deep JSON", base64("[".repeat(500))],
  ])("of %s is none of ours", (_, text) => {
    expect(decodeCursor(text)).toBeNull();
  });

  it("of any text is one of ours or none: reading it never fails", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.base64String(), fc.json().map(base64)), (text) => {
        const cursor = decodeCursor(text);
        if (cursor !== null) expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });
});

describe("reading a request's cursor", () => {
  it.each([null, undefined])("takes %s for the first page", (text) => {
    expect(readCursor(text)).toBeNull();
  });

  it("takes one that this server gave", () => {
    const cursor = { value: 1_780_315_200_000, id: "key_1" };
    expect(readCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it("refuses any other in words, at the field it stands in", () => {
    const read = () => readCursor("garbage");
    expect(read).toThrow(Refusal);
    expect(read).toThrow(
      expect.objectContaining({
        reason: "invalid_input",
        details: { fieldErrors: { cursor: [expect.stringMatching(/\.$/)] } },
      }),
    );
  });
});

describe("cutting a page", () => {
  const row = (n: number) => ({ id: `key_${n}`, name: `n${n}` });
  const cut = (count: number, limit: number) =>
    takePage(
      Array.from({ length: count }, (_, n) => row(n)),
      limit,
      ({ name, id }) => ({ value: name, id }),
    );

  it.each([
    { rows: 0, limit: 2, items: 0, after: null },
    { rows: 1, limit: 2, items: 1, after: null },
    { rows: 2, limit: 2, items: 2, after: null },
    { rows: 3, limit: 2, items: 2, after: { value: "n1", id: "key_1" } },
  ])("of $limit from $rows rows gives $items, and the next page after $after", ({ rows, limit, items, after }) => {
    const page = cut(rows, limit);
    expect(page.items).toHaveLength(items);
    expect(readCursor(page.nextCursor)).toEqual(after);
  });
});
