import type { Browser, Page } from "playwright-core";
import { signInAsAdmin } from "../e2e/support/sign-in.ts";
import { readFrames, type Frames } from "./frames.ts";

const ROW = '[role=row] a[href*="/keys/key_"]';

/** Milliseconds from the click that opens the list to its first rows being drawn; nothing of it was read before. */
export async function measureOpening(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/executors`);
  const link = page.getByRole("link", { name: "API keys" });
  await link.waitFor();
  return page.evaluate(async (row) => {
    const startedAt = performance.now();
    document.querySelector<HTMLElement>('nav a[href$="/keys"]')?.click();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (document.querySelector(row) === null) await frame();
    await frame();
    return performance.now() - startedAt;
  }, ROW);
}

/** Milliseconds from asking for the page at the list's address to its first rows being drawn. */
export async function measureLoading(page: Page, url: string): Promise<number> {
  await page.goto("about:blank");
  await page.goto(`${url}/keys`, { waitUntil: "commit" });
  return page.evaluate(async (row) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (document.querySelector(row) === null) await frame();
    await frame();
    return performance.now();
  }, ROW);
}

export interface Search {
  /** Milliseconds until the server had answered. */
  answerMs: number;
  /** Milliseconds from asking the server to the rows being drawn. */
  shownMs: number;
}

/** How long a search takes from the moment that it is sent. */
export async function measureSearch(page: Page, text: string): Promise<Search> {
  // Anew each time, at the address of no search: what was found before is still there, and asked for with the page.
  await page.goto(new URL("/keys", page.url()).href);
  const box = page.getByRole("searchbox");
  await page.locator(ROW).first().waitFor();
  await page.evaluate(() => performance.clearResourceTimings());
  await box.fill(text);
  return page.evaluate(
    async ({ row, wanted }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const asked = () =>
        performance.getEntriesByType("resource").find(({ name }) => name.includes(encodeURIComponent(wanted)));
      const isShown = () =>
        document.querySelector(row)?.textContent?.includes(wanted) === true ||
        document.body.textContent.includes("No key matches");
      while (asked() === undefined || !isShown()) await frame();
      await frame();
      const { startTime, duration } = asked() as PerformanceEntry;
      return { answerMs: duration, shownMs: performance.now() - startTime };
    },
    { row: ROW, wanted: text },
  );
}

/** Milliseconds, and the part of the list that is scrolled through in them. */
const PACES = {
  whole: { durationMs: 15_000, part: 1 },
  fling: { durationMs: 5_000, part: 0.05 },
  wheel: { durationMs: 8_000, part: 0.012 },
} as const;

/**
 * Scrolls through the whole list, and through parts of it at the pace of a fling and of a turned wheel.
 * @returns how evenly each was drawn, from a trace.
 */
export async function measureScrolling(browser: Browser, page: Page): Promise<Record<keyof typeof PACES, Frames>> {
  await page.getByRole("searchbox").fill("");
  await page.locator(ROW).first().waitFor();
  await browser.startTracing(page, {
    categories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing", "toplevel"],
  });
  for (const [mark, { durationMs, part }] of Object.entries(PACES)) await scroll(page, mark, durationMs, part);
  const trace = await browser.stopTracing();
  return { whole: readFrames(trace, "whole"), fling: readFrames(trace, "fling"), wheel: readFrames(trace, "wheel") };
}

/** Moves the list in every frame, evenly, from its top down to a part of its height. */
async function scroll(page: Page, mark: string, durationMs: number, part: number): Promise<void> {
  await page.evaluate(
    async (wanted) => {
      const table = document.querySelector("[role=table]");
      if (table === null) throw new Error("There is no list.");
      table.scrollTop = 0;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      performance.mark(`${wanted.mark}-begin`);
      const startedAt = performance.now();
      const bottom = (table.scrollHeight - table.clientHeight) * wanted.part;
      for (let done = 0; done < 1;) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        done = Math.min(1, (performance.now() - startedAt) / wanted.durationMs);
        table.scrollTop = bottom * done;
      }
      performance.mark(`${wanted.mark}-end`);
    },
    { mark, durationMs, part },
  );
}

/** Bytes of JavaScript's heap, with everything that could be thrown away gone. */
export async function measureHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await signInAsAdmin(page);
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
}
