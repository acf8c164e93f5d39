import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeBase62, encodeSmallBase62 } from "./base62.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The other way round: the number that a base62 text stands for. */
function valueOf(text: string): bigint {
  return [...text].reduce((value, character) => value * 62n + BigInt(ALPHABET.indexOf(character)), 0n);
}

function bigEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}

describe("base62", () => {
  it.each([
    { bytes: [], width: 1, text: "0" },
    { bytes: [0], width: 3, text: "000" },
    { bytes: [9], width: 1, text: "9" },
    { bytes: [10], width: 1, text: "A" },
    { bytes: [35], width: 1, text: "Z" },
    { bytes: [36], width: 1, text: "a" },
    { bytes: [61], width: 1, text: "z" },
    { bytes: [62], width: 2, text: "10" },
    { bytes: [1, 0], width: 2, text: "48" },
    { bytes: [0xff, 0xff, 0xff, 0xff], width: 6, text: "4gfFC3" },
  ])("writes $bytes as $text", ({ bytes, width, text }) => {
    expect(encodeBase62(Uint8Array.from(bytes), width)).toBe(text);
  });

  it("stands for the same number as its bytes, read from the most significant one, at the width asked for", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = encodeBase62(bytes, 54);
        expect(text).toMatch(/^[0-9A-Za-z]{54}$/);
        expect(valueOf(text)).toBe(bigEndian(bytes));
      }),
    );
  });

  it("refuses a number that needs more characters than it may have, instead of cutting it", () => {
    expect(encodeBase62(Uint8Array.of(61), 1)).toBe("z");
    expect(() => encodeBase62(Uint8Array.of(62), 1)).toThrow(RangeError);
  });

  it("writes a number as it writes its bytes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (number) => {
        const bytes = new Uint8Array(4);
        new DataView(bytes.buffer).setUint32(0, number);
        expect(encodeSmallBase62(number, 6)).toBe(encodeBase62(bytes, 6));
      }),
    );
    expect(() => encodeSmallBase62(62, 1)).toThrow(RangeError);
  });
});
