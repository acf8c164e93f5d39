import type { Page } from "playwright-core";

/** What reaches past the window's sides or has to be scrolled sideways, by the beginning of its text. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isCutOff = (element: Element) => {
      const { left, right } = element.getBoundingClientRect();
      const scrollsSideways =
        ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth;
      return left < 0 || right > innerWidth || scrollsSideways;
    };
    // What lies in a shortened line ends with its three dots; commands have long lines and are scrolled; what is for screen
    // readers alone is not seen.
    return [
      ...document.querySelectorAll(
        ":is(#root, [role=dialog], [role=alertdialog]) *:not(.truncate *, pre *, :has(> pre), .sr-only)",
      ),
    ]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && isCutOff(element))
      .map((element) => `${element.tagName} "${(element.textContent ?? "").slice(0, 40)}"`);
  });
}
