import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** Waits until the keyboard is where the next key press is meant to go: focus moves a moment after what it moves to. */
export async function focused(locator: Locator): Promise<void> {
  await expect.poll(() => locator.evaluate((element) => element === document.activeElement)).toBe(true);
}
