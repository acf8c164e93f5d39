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

/**
 * What axe runs: in the dark theme only the rules on colour, since no other thing differs. What passes is not described
 * one by one, which would take half the time.
 */
const RULES = {
  light: { resultTypes: ["violations"] },
  dark: { resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"] },
};

/** A folder for pictures of everything that axe looks at; none are taken without it. */
const PICTURES = process.env["EXCALIBUR_PICTURES"];

/** Lets axe look at what is on screen, light and dark, once lists show what was asked for: until then their rows are faint. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.locator("[aria-rowcount][aria-busy=true]").waitFor({ state: "detached" });
  await page.evaluate(() => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.allSettled(transitions.map(({ finished }) => finished)).then(() => undefined);
  });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await twoFrames(page);
    if (PICTURES !== undefined)
      await page.screenshot({ path: join(PICTURES, `${what.replaceAll(/\W+/g, "-")}-${colorScheme}.png`) });
    expect(await violationsOf(page, RULES[colorScheme]), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

async function violationsOf(page: Page, rules: object): Promise<string[]> {
  // Evaluated, not added as a script element: the page's own policy allows none.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${JSON.stringify(rules)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ""}`),
  );
}

/** Until the page is drawn in the colours it was just switched to. */
async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
