import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser", "/usr/bin/microsoft-edge"];

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

/** A page that records each violation of the content security policy, and each uncaught error. */
export async function openPage(
  browser: Browser,
  complaints: string[] = [],
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1240, height: 800 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/content security policy|refused to/i.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}
