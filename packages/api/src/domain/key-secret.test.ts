import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSecret, hintOf, parseSecret, SECRET_PATTERN } from "./key-secret.ts";

const ALPHABET = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];
const LENGTH = 53;

const randomBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const secrets = randomBytes.map(formatSecret);
const ZEROS = formatSecret(new Uint8Array(32));
const ONES = formatSecret(new Uint8Array(32).fill(0xff));
const SAMPLES = [ZEROS, ONES, ...fc.sample(secrets, { numRuns: 8, seed: 1 })];

const replaceAt = (text: string, index: number, character: string) =>
  text.slice(0, index) + character + text.slice(index + 1);

describe("a secret", () => {
  // Reckoned by another program, in another language: executors everywhere rely on the format.
  it.each([
    { bytes: "only zeros", from: new Uint8Array(32), secret: "exc_00000000000000000000000000000000000000000000Gnj2A" },
    {
      bytes: "only 0xff",
      from: new Uint8Array(32).fill(0xff),
      secret: "exc_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp131dmOw",
    },
    {
      bytes: "0, 1, 2 … 31",
      from: Uint8Array.from({ length: 32 }, (_, at) => at),
      secret: "exc_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf0ecN6I",
    },
  ])("of $bytes is $secret", ({ from, secret }) => {
    expect(formatSecret(from)).toBe(secret);
  });

  it("has 53 characters: 'exc_', 43 of base62, 6 of checksum", () => {
    fc.assert(fc.property(secrets, (secret) => void expect(secret).toMatch(/^exc_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/)));
  });

  it("is read back as it was made, for any 32 bytes", () => {
    fc.assert(
      fc.property(secrets, (secret) => void expect(parseSecret(secret)).toBe(secret)),
      { examples: [[ZEROS], [ONES]] },
    );
  });

  it("is another one for other bytes", () => {
    fc.assert(
      fc.property(randomBytes, fc.nat(31), fc.integer({ min: 1, max: 255 }), (bytes, index, change) => {
        const other = bytes.map((byte, at) => (at === index ? byte ^ change : byte));
        expect(formatSecret(other)).not.toBe(formatSecret(bytes));
      }),
    );
  });

  it.each([0, 31, 33])("is never made from %i bytes", (length) => {
    expect(() => formatSecret(new Uint8Array(length))).toThrow(RangeError);
  });

  it("is known by its first 8 characters", () => {
    expect(hintOf("exc_a1B2c3D4")).toBe("exc_a1B2");
  });
});

describe("reading a secret", () => {
  it.each([
    ["spaces", (secret: string) => `  ${secret} `],
    ["a trailing newline", (secret: string) => `${secret}\n`],
    ["a Windows line end", (secret: string) => `${secret}\r\n`],
    ["tabs and blank lines", (secret: string) => `\n\t${secret}\n\n`],
    ["a byte order mark", (secret: string) => `\uFEFF${secret}`],
    ["a no-break space", (secret: string) => `${secret}\u00A0`],
  ])("does not mind %s around it", (_, wrap) => {
    for (const secret of SAMPLES) expect(parseSecret(wrap(secret))).toBe(secret);
  });

  it("refuses every change of a single character, the checksum's own included", () => {
    const accepted = SAMPLES.flatMap((secret) =>
      Array.from({ length: LENGTH }, (_, index) => index).flatMap((index) =>
        [...ALPHABET, "_", "-", " ", "é"]
          .filter((character) => character !== secret[index])
          .map((character) => replaceAt(secret, index, character))
          .filter((mistyped) => parseSecret(mistyped) !== null),
      ),
    );
    expect(accepted).toEqual([]);
  });

  it("refuses every exchange of two different neighbours", () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        for (let index = 0; index < LENGTH - 1; index++) {
          const [one, two] = [secret.charAt(index), secret.charAt(index + 1)];
          if (one === two) continue;
          expect(parseSecret(replaceAt(replaceAt(secret, index, two), index + 1, one))).toBeNull();
        }
      }),
    );
  });

  it("refuses every truncation, at either end", () => {
    for (const secret of SAMPLES) {
      for (let length = 0; length < LENGTH; length++) {
        expect(parseSecret(secret.slice(0, length))).toBeNull();
        expect(parseSecret(secret.slice(LENGTH - length))).toBeNull();
      }
    }
  });

  it("refuses every extension, at either end", () => {
    for (const secret of SAMPLES) {
      for (const character of [...ALPHABET, "=", ",", '"', "\0"]) {
        expect(parseSecret(secret + character)).toBeNull();
        expect(parseSecret(character + secret)).toBeNull();
      }
    }
  });

  it.each([
    ["nothing", () => ""],
    ["white space only", () => " \n\t"],
    ["the prefix alone", () => "exc_"],
    ["its hint", () => hintOf(ONES)],
    ["a prefix in upper case", () => ONES.replace("exc_", "EXC_")],
    ["another prefix", () => ONES.replace("exc_", "exd_")],
    ["white space inside", () => replaceAt(ONES, 20, " ")],
    ["a line break inside", () => replaceAt(ONES, 20, "\n")],
    ["quotes around it", () => `"${ONES}"`],
    ["the variable's name before it", () => `EXCALIBUR_API_KEY=${ONES}`],
    ["two keys, one per line", () => `${ONES}\n${ZEROS}`],
    ["letters of another script", () => ONES.replace("y", "у")],
    ["full-width digits", () => ZEROS.replace("0", "０")],
  ])("refuses %s", (_, text) => {
    expect(parseSecret(text())).toBeNull();
  });

  it("refuses arbitrary text of the right shape", () => {
    const shaped = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 49, maxLength: 49 });
    fc.assert(
      fc.property(shaped, (body) => void expect(parseSecret(`exc_${body}`)).toBeNull()),
      { seed: 1 },
    );
  });

  it("refuses five megabytes", () => {
    expect(parseSecret(`exc_${"a".repeat(5_000_000)}`)).toBeNull();
  });
});

describe("looking for secrets in a text", () => {
  it.each([
    ["alone", (secret: string) => secret],
    ["in a sentence", (secret: string) => `key ${secret}.`],
    ["in a header", (secret: string) => `authorization: Bearer ${secret}\r\n`],
    ["in JSON", (secret: string) => JSON.stringify({ secret })],
    ["after a line break that JSON wrote as two characters", (secret: string) => JSON.stringify(`wrong:\n${secret}\n`)],
    ["in an address", (secret: string) => `/sync?text=${encodeURIComponent(`a ${secret}`)}`],
    ["in an assignment", (secret: string) => `EXCALIBUR_API_KEY=${secret}`],
    ["with letters glued to both ends", (secret: string) => `x${secret}x`],
  ])("finds one %s", (_, embed) => {
    fc.assert(
      fc.property(secrets, (secret) => {
        expect(embed(secret).match(SECRET_PATTERN)).toEqual([secret]);
      }),
    );
  });

  it("finds every one of several", () => {
    expect(`${ONES}\n${ZEROS},${ONES}`.match(SECRET_PATTERN)).toEqual([ONES, ZEROS, ONES]);
  });

  it.each(["exc_", "exc_a1B2", "exc_[hidden]", "key_01jx5v7m2q8r9s0t1v2w3x4y5z"])("leaves '%s' alone", (text) => {
    expect(text.match(SECRET_PATTERN)).toBeNull();
  });
});
