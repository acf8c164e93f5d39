import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { watchPages } from "./open-pages.ts";
import { PATIENCE_MS } from "../../../../scripts/testing/patience.ts";

// The headless shell is the same engine without a browser's own windows: it opens a page in a fifth of the time.
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium-browser",
  "/usr/bin/microsoft-edge",
];

const ARGUMENTS = [
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium on this machine; null when there is none. */
export function findBrowser(): string | null {
  const named = process.env["CHROMIUM_PATH"];
  return [named, ...PLACES].find((path) => path !== undefined && existsSync(path)) ?? null;
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  // Chromium has no sandbox for root.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...asRoot] });
}

let shared: Promise<Browser> | null = null;

/** The one browser of this worker's test files. A file closes its pages by `closePages`; the browser ends with the worker. */
export function sharedBrowser(executablePath: string): Promise<Browser> {
  shared ??= launchBrowser(executablePath);
  return shared;
}

/** Closes every page of a browser, with all that the pages have kept. */
export async function closePages(browser: Browser | undefined): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
}

/** A page that records each violation of the content security policy, and each uncaught error. */
export async function openPage(
  browser: Browser,
  complaints: string[] = [],
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1240, height: 800 },
    reducedMotion: "reduce",
    // As a browser with windows grants it by itself to a page in front.
    permissions: ["clipboard-write"],
    ...options,
  });
  watchPages(context);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/content security policy|refused to/i.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}
