import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "./crc32.ts";

describe("CRC-32", () => {
  it.each([
    { text: "", crc: 0x00000000 },
    { text: "a", crc: 0xe8b7be43 },
    { text: "abc", crc: 0x352441c2 },
    // The check value that catalogues of CRCs give for CRC-32/ISO-HDLC.
    { text: "123456789", crc: 0xcbf43926 },
    { text: "The quick brown fox jumps over the lazy dog", crc: 0x414fa339 },
  ])("of '$text' is the published one", ({ text, crc }) => {
    expect(crc32(text)).toBe(crc);
  });

  it("agrees with zlib on any ASCII text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", maxLength: 100 }), (text) => {
        expect(crc32(text)).toBe(zlibCrc32(text));
      }),
    );
  });
});
