import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyName } from "../contract/api-keys.ts";
import { cutName, foldName, MAX_KEY_NAME_LENGTH, rotatedName } from "./key-name.ts";

const june = new Date("2026-06-01T12:00:00Z");
const july = new Date("2026-07-15T12:00:00Z");

/** Any name that the contract accepts, as it is stored: letters of all scripts, emoji, names that end in a date. */
const characters = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("a", " ", "é", "🚀", "👩‍💻", "𐍈"), maxLength: 40 }),
);
const acceptedNames = fc
  .tuple(characters, fc.constantFrom("", " 260601", " 260601 260715", "260601", " 26060", " 2606011"))
  .map(([base, end]) => keyName.safeParse(base + end).data)
  .filter((name) => name !== undefined);
const days = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });

const suffixOf = (day: Date) => ` ${day.toISOString().slice(2, 10).replaceAll("-", "")}`;
const baseOf = (rotated: string) => rotated.slice(0, -" YYMMDD".length);

describe("the name of a successor", () => {
  it.each([
    { name: "prod", day: june, successor: "prod 260601" },
    { name: "prod 260601", day: july, successor: "prod 260715" },
    { name: "prod 260601", day: june, successor: "prod 260601" },
    { name: "prod  260601", day: july, successor: "prod 260715" },
    { name: "prod 2606011", day: july, successor: "prod 2606011 260715" },
    { name: "prod 26060", day: july, successor: "prod 26060 260715" },
    { name: "prod-260601", day: july, successor: "prod-260601 260715" },
    { name: "260601", day: july, successor: "260601 260715" },
    { name: "prod 260601 eu", day: july, successor: "prod 260601 eu 260715" },
    { name: "x".repeat(25), day: june, successor: `${"x".repeat(25)} 260601` },
    { name: "x".repeat(26), day: june, successor: `${"x".repeat(25)} 260601` },
    { name: "x".repeat(32), day: june, successor: `${"x".repeat(25)} 260601` },
    { name: `${"x".repeat(24)} and more`, day: june, successor: `${"x".repeat(24)} 260601` },
    { name: `${"x".repeat(24)}🚀`, day: june, successor: `${"x".repeat(24)} 260601` },
    { name: `${"x".repeat(23)}🚀`, day: june, successor: `${"x".repeat(23)}🚀 260601` },
    { name: "🚀".repeat(16), day: june, successor: `${"🚀".repeat(12)} 260601` },
    { name: `${"x".repeat(22)}👩‍💻`, day: june, successor: `${"x".repeat(22)}👩 260601` },
    { name: `${"x".repeat(18)}🏴󠁧󠁢󠁥󠁮󠁧󠁿`, day: june, successor: `${"x".repeat(18)}🏴 260601` },
  ])("$name → $successor", ({ name, day, successor }) => {
    expect(rotatedName(name, day)).toBe(successor);
  });

  it("is a name that the contract accepts as it stands, of 32 characters at most", () => {
    fc.assert(
      fc.property(acceptedNames, days, (name, day) => {
        const successor = rotatedName(name, day);
        expect(successor.length).toBeLessThanOrEqual(MAX_KEY_NAME_LENGTH);
        expect(keyName.parse(successor)).toBe(successor);
        expect(successor.endsWith(suffixOf(day))).toBe(true);
      }),
    );
  });

  it("is never cut through a surrogate pair", () => {
    fc.assert(
      fc.property(acceptedNames, days, (name, day) => void expect(rotatedName(name, day)).not.toMatch(/\p{Cs}/u)),
    );
  });

  it("begins with the old name, as far as it fits", () => {
    fc.assert(
      fc.property(acceptedNames, days, (name, day) => {
        expect(name.startsWith(baseOf(rotatedName(name, day)))).toBe(true);
      }),
    );
  });

  it("keeps its base over any number of rotations, however often the date changes", () => {
    fc.assert(
      fc.property(acceptedNames, fc.array(days, { minLength: 1, maxLength: 5 }), days, (name, earlier, day) => {
        const rotatedOften = earlier.reduce(rotatedName, name);
        expect(rotatedName(rotatedOften, day)).toBe(rotatedName(rotatedName(name, day), day));
        expect(baseOf(rotatedName(rotatedOften, day))).toBe(baseOf(rotatedOften));
      }),
    );
  });

  describe("on a machine in another time zone", () => {
    const zone = process.env["TZ"];
    beforeAll(() => void (process.env["TZ"] = "Pacific/Kiritimati"));
    afterAll(() => {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    });

    it("has the date in UTC", () => {
      const lastOfMay = new Date("2026-05-31T23:59:59.999Z");
      expect(lastOfMay.getDate()).toBe(1);
      expect(rotatedName("prod", lastOfMay)).toBe("prod 260531");
      expect(rotatedName("prod", new Date("2026-06-01T00:00:00.000Z"))).toBe("prod 260601");
    });
  });
});

describe("cutting a name", () => {
  it.each([
    { name: "edge-1", cut: "edge-1" },
    { name: "e".repeat(64), cut: "e".repeat(32) },
    { name: `${"e".repeat(31)} and more`, cut: "e".repeat(31) },
    { name: `${"e".repeat(31)}🚀`, cut: "e".repeat(31) },
    { name: `${"e".repeat(30)}🚀`, cut: `${"e".repeat(30)}🚀` },
  ])("$name → $cut", ({ name, cut }) => {
    expect(cutName(name)).toBe(cut);
  });

  it("gives a key's name for every executor's name", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), (name) => {
        expect(keyName.parse(cutName(name))).toBe(name.slice(0, 32));
      }),
    );
  });

  it("leaves what fits alone", () => {
    fc.assert(fc.property(acceptedNames, (name) => void expect(cutName(name)).toBe(name)));
  });
});

describe("folding a name for search and sort", () => {
  it.each([
    ["Prod", "prod"],
    ["ÄÖÜ", "äöü"],
    ["É composed", "e\u0301 composed"],
    ["Greek \u03AA\u0301", "Greek \u0390"],
  ])("makes %s and %s the same", (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it("folded twice is as folded once", () => {
    fc.assert(fc.property(acceptedNames, (name) => void expect(foldName(foldName(name))).toBe(foldName(name))));
  });
});
