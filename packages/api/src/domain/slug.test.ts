import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberedSlug, slugOf } from "./slug.ts";

describe("a slug", () => {
  it.each([
    ["Äcme, Inc.", "acme-inc"],
    ["acme", "acme"],
    ["  Acme   Robotics  ", "acme-robotics"],
    ["ACME_42", "acme-42"],
    ["-- Acme --", "acme"],
    ["Ｆｕｌｌ ｗｉｄｔｈ", "full-width"],
    ["Crème brûlée", "creme-brulee"],
    ["a".repeat(100), "a".repeat(48)],
    [`${"a".repeat(47)} b`, "a".repeat(47)],
    ["🚀", "organization"],
    ["株式会社", "organization"],
    ["...", "organization"],
  ])("of '%s' is '%s'", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it("of any name is fit for an address and a file name, and its own slug", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(48);
        expect(slugOf(slug)).toBe(slug);
      }),
    );
  });
});

describe("a slug that is taken", () => {
  it.each([
    ["acme", 1, "acme"],
    ["acme", 2, "acme-2"],
    ["a".repeat(48), 12, `${"a".repeat(45)}-12`],
    [`${"a".repeat(44)}-bbb`, 123, `${"a".repeat(44)}-123`],
  ])("%s, attempt %i: %s", (slug, number, expected) => {
    expect(numberedSlug(slug, number)).toBe(expected);
  });
});
