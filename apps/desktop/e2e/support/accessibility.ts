import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/**
 * What axe runs on the whole page, and on what lies over it. The dark theme differs by its colours alone. Colours take the
 * most time, so they are looked at only in what is on top: the page below a dialog has a check of its own. What passes is
 * not described; no style sheet is fetched, which only an experimental rule would read.
 */
const OPTIONS = { resultTypes: ["violations"], preload: false };
const ALL_BUT_COLOURS = { ...OPTIONS, rules: Object.fromEntries(COLOUR_RULES.map((id) => [id, { enabled: false }])) };
const COLOURS = { ...OPTIONS, runOnly: COLOUR_RULES };

const LAYERS = "[role=dialog], [role=alertdialog], [role=menu]";

/** A folder for pictures of everything that axe looks at; none are taken without it. */
const PICTURES = process.env["EXCALIBUR_PICTURES"];

/**
 * The themes in which axe looks at colours: both in the endurance lane. In the quick lane the light one, since every theme
 * has the same elements, and `contrast.test.ts` compares the colours of both.
 */
const THEMES = process.env["EXCALIBUR_ENDURANCE"] === "1" ? (["light", "dark"] as const) : (["light"] as const);

/** Lets axe look at what is on screen, once lists show what was asked for: until then their rows are faint. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.locator("[aria-rowcount][aria-busy=true]").waitFor({ state: "detached" });
  await page.evaluate(() => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.allSettled(transitions.map(({ finished }) => finished)).then(() => undefined);
  });
  const hasLayer = (await page.locator(LAYERS).count()) > 0;
  if (hasLayer) expect(await violationsOf(page, "page", ALL_BUT_COLOURS), `${what}, page`).toEqual([]);
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await twoFrames(page);
    if (PICTURES !== undefined)
      await page.screenshot({ path: join(PICTURES, `${what.replaceAll(/\W+/g, "-")}-${colorScheme}.png`) });
    const rules = colorScheme === "light" && !hasLayer ? OPTIONS : COLOURS;
    expect(await violationsOf(page, "top layer", rules), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

async function violationsOf(page: Page, part: "page" | "top layer", options: object): Promise<string[]> {
  // Evaluated, not added as a script element: the page's own policy allows none.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const context =
    part === "page" ? "document" : `[...document.querySelectorAll(${JSON.stringify(LAYERS)})].at(-1) ?? document`;
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${context}, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ""}`),
  );
}

/** Until the page is drawn in the colours it was just switched to. */
export async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
