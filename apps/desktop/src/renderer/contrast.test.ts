import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const styles = readFileSync(new URL("index.css", import.meta.url), "utf8");

/** What WCAG asks for between a text and its ground. */
const LEAST_CONTRAST = 4.5;

const GROUNDS = ["ground", "surface", "raised", "hover", "sunken"];

/** Texts, by the grounds that they stand on. */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  ink: [...GROUNDS, "accent-soft", "positive-soft", "caution-soft", "danger-soft"],
  "ink-muted": GROUNDS,
  accent: [...GROUNDS, "accent-soft"],
  positive: [...GROUNDS, "positive-soft"],
  caution: ["ground", "surface", "raised", "caution-soft"],
  danger: [...GROUNDS, "danger-soft"],
  "accent-ink": ["accent", "accent-hover"],
  "danger-ink": ["danger", "danger-hover"],
};

/** The colour of a token in a theme, as its three channels from 0 to 255. */
function colourOf(token: string, theme: "light" | "dark"): number[] {
  const [, light = "", dark = ""] =
    new RegExp(`^  --${token}: light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\);`, "m").exec(styles) ?? [];
  const hex = theme === "light" ? light : dark;
  if (hex === "") throw new Error(`index.css has no colour --${token} for both themes.`);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** The relative luminance of WCAG 2.2. */
function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

it.each(["light", "dark"] as const)("every text can be read on its grounds in the %s theme", (theme) => {
  const faint = Object.entries(PAIRS).flatMap(([text, grounds]) =>
    grounds
      .map((ground) => ({ text, ground, contrast: contrast(colourOf(text, theme), colourOf(ground, theme)) }))
      .filter((pair) => pair.contrast < LEAST_CONTRAST),
  );
  expect(faint).toEqual([]);
});
