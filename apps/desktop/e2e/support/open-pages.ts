import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";

const PICTURES = fileURLToPath(new URL("../../../../.cache/e2e-failures/", import.meta.url));
const SECRET = /(?:ex[a-z]|whsec)_[0-9A-Za-z+/=_-]{16,}/g;
const MAX_SNAPSHOT = 3_000;
const MAX_ERRORS = 10;
const ANSWERS_WITHIN_MS = 5_000;

/** The pages that tests have open, each with the latest errors of its console. */
const open = new Map<Page, string[]>();

/** Watches every page of a browser's context, those that it opens later too. */
export function watchPages(context: BrowserContext): void {
  for (const page of context.pages()) watch(page);
  context.on("page", watch);
}

function watch(page: Page): void {
  if (open.has(page)) return;
  const errors: string[] = [];
  const note = (text: string) => {
    errors.push(text);
    errors.splice(0, errors.length - MAX_ERRORS);
  };
  open.set(page, errors);
  page.on("console", (message) => message.type() === "error" && note(message.text()));
  page.on("pageerror", (error) => note(error.message));
  page.on("close", () => open.delete(page));
}

/**
 * What every open page shows: its address, the element with the focus, the errors of its console, what a screen reader is
 * given, and the path of a picture. Secrets are masked.
 * @param name of the test that failed.
 */
export async function describeOpenPages(name: string): Promise<string> {
  const pages = [...open].map(([page, errors], index) => {
    const path = join(PICTURES, `${name.replaceAll(/\W+/g, "-").slice(-80)}-${index + 1}.png`);
    return describe(page, errors, path);
  });
  return (await Promise.all(pages)).join("\n\n").replaceAll(SECRET, "(masked secret)");
}

async function describe(page: Page, errors: readonly string[], path: string): Promise<string> {
  const [focus, snapshot, picture] = await Promise.all([
    attempt(() => page.evaluate(() => (document.activeElement?.cloneNode() as Element | undefined)?.outerHTML ?? "")),
    attempt(() => page.ariaSnapshot({ timeout: ANSWERS_WITHIN_MS })),
    attempt(() => takePicture(page, path)),
  ]);
  return [
    // What follows the number sign may be the secret of a link.
    `Page ${page.url().split("#")[0]}`,
    `Focus: ${focus}`,
    `Console: ${errors.length === 0 ? "no errors" : errors.join("\n")}`,
    `Picture: ${picture}`,
    snapshot.length > MAX_SNAPSHOT ? `${snapshot.slice(0, MAX_SNAPSHOT)}\n… (${snapshot.length} characters)` : snapshot,
  ].join("\n");
}

async function takePicture(page: Page, path: string): Promise<string> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path, timeout: ANSWERS_WITHIN_MS, mask: [page.getByText(new RegExp(SECRET.source))] });
  return path;
}

/** A page that is stuck, or closes meanwhile, must not hide the error of the test. */
async function attempt(read: () => Promise<string>): Promise<string> {
  const timeout = new Promise<string>((resolve) => {
    setTimeout(() => resolve("no answer"), ANSWERS_WITHIN_MS).unref();
  });
  return Promise.race([read().catch((error: unknown) => String(error).split("\n")[0] ?? ""), timeout]);
}
