import { describe, expect, it } from "vitest";
import { formatSecret } from "./key-secret.ts";
import { holdsSecret, textProblem } from "./shown-text.ts";

const characters = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));

/** Unicode's Bidi_Control, written out, so that the test does not ask the expression that it tests. */
const BIDI = ["\u061c", "\u200e", "\u200f", ...characters(0x202a, 0x202e), ...characters(0x2066, 0x2069)];
const INVISIBLE = ["\u00ad", "\u180e", "\u200b", ...characters(0x2060, 0x2064), "\u3164", "\ufeff", "\u115f", "\uffa0"];
const BREAKS = ["\n", "\r", "\t", "\0", "\u0085", "\u2028", "\u2029", "\u{d800}"];

describe("a text that other people read", () => {
  it.each([
    "prod",
    "Prüfstand Zürich – 東京 🚀",
    "مفتاح الإنتاج",
    "מפתח ייצור",
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d👩\u200d👧",
    "❤\ufe0f prod",
    "1\ufe0f\u20e3 edge",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "a\u00a0b",
    "Việt Nam e\u0323\u0302",
    "น้ำ",
    "בְּרֵאשִׁ֖ית",
    "💡",
    "…",
  ])("may be '%s'", (text) => {
    expect(textProblem(text)).toBeNull();
  });

  it.each([...BIDI, ...INVISIBLE].map((character) => [character.codePointAt(0)!.toString(16), character] as const))(
    "has no U+%s at its beginning, in it, or at its end",
    (_, character) => {
      for (const text of [`${character}prod`, `pr${character}od`, `prod${character}`, `é${character}é`, character]) {
        expect(textProblem(text)).toBe("hidden_characters");
      }
    },
  );

  it.each(["\u0301prod", `pr${"\u0301".repeat(5)}od`, "e\u0300\u0301\u0302\u0303\u0304", "\u20ddx"])(
    "has no accents on nothing, and no pile of them: %j",
    (text) => {
      expect(textProblem(text)).toBe("loose_marks");
    },
  );

  it.each(BREAKS.map((character) => [character.charCodeAt(0).toString(16), character] as const))(
    "stays on one line: no U+%s",
    (_, character) => {
      expect(textProblem(`pr${character}od`)).toBe("breaks_a_line");
    },
  );

  it.each([
    "prod\u200d",
    "\u200dprod",
    "pr\u200cod",
    "prod\ufe0f",
    "1\ufe0f",
    "prod\u{e0061}",
    " \ufe0f x",
    "é\u200d",
    "é\u200dx",
    "😀\ufe00\ufe01",
    "é\u{e0061}",
  ])("has no joiner that joins nothing: %j", (text) => {
    expect(textProblem(text)).toBe("hidden_characters");
  });

  it.each(["", " ", "\u00a0", "\u2003\u3000", "\u2800", "\u0301"])("shows something: not %j", (text) => {
    expect(textProblem(text)).toBe("nothing_visible");
  });
});

describe("a secret in a text", () => {
  const secret = formatSecret(new Uint8Array(32).fill(7));

  it.each([secret, `key: ${secret}`, `x${secret}y`, `${secret.slice(0, -1)}0`, `a@${secret}.com`])(
    "is found in '%s'",
    (text) => {
      expect(holdsSecret(text)).toBe(true);
    },
  );

  it.each(["exc_a1B2", secret.slice(0, -1), "EXCALIBUR", ""])("is not seen in '%s'", (text) => {
    expect(holdsSecret(text)).toBe(false);
  });
});
