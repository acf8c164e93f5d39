import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Waits until the server has so many live streams open. */
export function expectLiveStreams(url: string, count: number): Promise<void> {
  return expect
    .poll(async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return /^excalibur_live_subscriptions (\d+)$/m.exec(metrics)?.[1];
    })
    .toBe(String(count));
}

/** Sets a page's visibility. Headless Chromium reports every page as visible. */
export function setVisibility(page: Page, visibility: DocumentVisibilityState): Promise<void> {
  return page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visibility);
}
