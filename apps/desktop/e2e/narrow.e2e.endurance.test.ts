import type { DatabaseSync } from "node:sqlite";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, twoFrames } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { changeDatabase } from "./support/change-database.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { SCREENS } from "../src/shared/screens.ts";
import { focused } from "./support/focused.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";
import { smallTargets } from "./support/touch-targets.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

/** A window of 1440 by 900 at 200 % zoom has half the CSS pixels each way; a phone has these. */
const AT_200_PERCENT = { width: 720, height: 450 };
const PHONE = { width: 360, height: 740 };

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("the console at 200 % zoom and on a phone", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;

  stopAtFirstFailure();

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const dialog = () => page.getByRole("dialog");
  /** Whether all of it is in the window, without scrolling. */
  const expectInWindow = async (what: Locator) => {
    await what.waitFor();
    const box = await what.boundingBox();
    const { width, height } = page.viewportSize()!;
    expect(box).not.toBeNull();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(width);
    expect(box!.y + box!.height).toBeLessThanOrEqual(height);
  };
  const expectNoSidewaysScroll = async (what: Locator) => {
    expect(await what.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  };

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    const admin = await adminCalls(server.url);
    const { secret } = await admin.createKey("prod-payments-cluster-eu-1");
    await sync(server.url, secret, "prod-1");
    const { secret: other } = await admin.createKey("W".repeat(32));
    await sync(server.url, other, "W".repeat(64));
    // They stand side by side in the overview's picture.
    for (const expiresInDays of [3, 4, 5])
      await admin.mutate("apiKeys.create", {
        name: `ends-in-${expiresInDays}`,
        target: { kind: "newExecutor" },
        expiresInDays,
      });
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    await page.setViewportSize(AT_200_PERCENT);
    await page.goto(`${server.url}/keys`);
    await signInAsAdmin(page);
    await page.getByRole("link", { name: "prod-payments-cluster-eu-1" }).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it.each([
    ["200 % zoom", AT_200_PERCENT],
    ["a phone", PHONE],
  ])("keeps the sidebar in a drawer, by keyboard too: %s", async (_name, size) => {
    await page.setViewportSize(size);
    await page.goto(`${server.url}/keys`);
    await page.getByRole("link", { name: "prod-payments-cluster-eu-1" }).waitFor();
    await expectNoSidewaysScroll(page.getByRole("table"));
    await button("Open the sidebar").focus();
    await page.keyboard.press("Enter");
    await dialog()
      .getByRole("link", { name: /^Executors/ })
      .waitFor();
    await expectAccessible(page, "sidebar as a drawer");
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    await focused(button("Open the sidebar"));
    await page.keyboard.press("Enter");
    await dialog()
      .getByRole("link", { name: /^Executors/ })
      .press("Enter");
    await page.getByRole("heading", { name: "Executors", exact: true }).waitFor();
    await dialog().waitFor({ state: "detached" });
    await page.getByRole("link", { name: "prod-1", exact: true }).waitFor();
    await expectNoSidewaysScroll(page.getByRole("table"));
  });

  it.each([
    ["200 % zoom", AT_200_PERCENT],
    ["a phone", PHONE],
  ])("shows a key once in a dialog whose way out is in sight: %s", async (name, size) => {
    await page.setViewportSize(size);
    await page.goto(`${server.url}/keys`);
    await button(/^New key/).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(`made at ${name}`.slice(0, 32));
    await expectInWindow(button("Create"));
    await button("Create").click();
    await expectInWindow(button("I’ve stored this key"));
    await expectInWindow(button("Copy key"));
    await expectNoSidewaysScroll(dialog().locator(".."));
    await expectAccessible(page, "one-time secret");
    await button("I’ve stored this key").click();
    // The focus goes on with the new key.
    await focused(page.getByRole("link", { name: `made at ${name}`.slice(0, 32) }));
  });

  it.each(["keys", "executors", "events", "audit"])(
    "lets no text of a list run over its neighbour, and no column out of sight: %s",
    async (list) => {
      await page.goto(`${server.url}/${list}`);
      await page.getByRole("table").getByRole("row").nth(1).waitFor();
      for (const width of [360, 640, 720, 900, 1024, 1440]) {
        await page.setViewportSize({ width, height: 740 });
        await twoFrames(page);
        expect(await runningOver(page), `${width} px wide`).toEqual([]);
        await expectNoSidewaysScroll(page.getByRole("table"));
      }
    },
  );

  it("helps without leaving the app", async () => {
    await page.setViewportSize(PHONE);
    await button("Open the sidebar").click();
    await button(/^Account:/).click();
    await page.getByRole("menuitem", { name: "Help" }).click();
    await page.getByRole("heading", { name: "Help" }).waitFor();
    await page.getByText("key_bound_to_other_executor").waitFor();
    await expectAccessible(page, "help");
    await expectInWindow(button("Close"));
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
  });

  it("opens on a phone that is touched", async () => {
    const cookies = await page.context().cookies();
    ({ page } = await openPage(browser, [], { viewport: PHONE, hasTouch: true, isMobile: true }));
    await page.context().addCookies(cookies);
    await page.goto(`${server.url}/keys`);
    await page.getByRole("link", { name: "prod-payments-cluster-eu-1" }).waitFor();
    expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches)).toBe(true);
  });

  it.each(SCREENS)("has a finger hit every control of a screen: $name", async ({ path, name }) => {
    await page.goto(`${server.url}${path}`);
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByText(/^Loading/).waitFor({ state: "detached" });
    await expectTouchable(page.locator("body"));
    await expectNoSidewaysScroll(page.locator("main > div > :last-child"));
  });

  it("has a finger hit every control of a key's page, and of what lies over a screen", async () => {
    await page.goto(`${server.url}/keys`);
    await page.getByRole("link", { name: "prod-payments-cluster-eu-1" }).tap();
    await page.getByText("Syncs per hour").first().waitFor();
    await page.getByRole("button", { name: /^Key created/ }).waitFor();
    await expectTouchable(page.locator("body"));
    await page.getByRole("link", { name: "API keys" }).tap();
    await button("Open the sidebar").tap();
    await expectTouchable(dialog());
    await button(/^Jump to/).tap();
    await page.getByRole("combobox").fill("prod");
    await page.getByRole("option").nth(1).waitFor();
    await expectTouchable(dialog());
    await page.keyboard.press("Escape");
    await button("Actions for prod-payments-cluster-eu-1").tap();
    await expectTouchable(page.getByRole("menu"));
    await page.keyboard.press("Escape");
    await button(/^Used by/).tap();
    await page.getByRole("option").nth(1).waitFor();
    await expectTouchable(dialog());
    await page.keyboard.press("Escape");
    await button("New key").tap();
    await expectTouchable(dialog());
    await button("Cancel").tap();
    for (const name of ["W".repeat(32), "prod-payments-cluster-eu-1"])
      await page.getByRole("checkbox", { name: `Select ${name}` }).tap();
    await expectTouchable(page.getByRole("group", { name: "Selected keys" }));
    await button("Select none").tap();
  });

  it("has a key of 3,000 found and revoked from a phone by four taps and a word", async () => {
    changeDatabase(server.dataFolder, addKeys);
    await page.goto(`${server.url}/keys`);
    await page.getByRole("link", { name: "more-3000" }).waitFor();
    await expectAccessible(page, "list on a phone");
    // There is room for none, and none is cut in two.
    expect(await page.getByText("env=prod").first().isVisible()).toBe(false);
    await expectNoSidewaysScroll(page.getByRole("table"));
    await page.evaluate(() => addEventListener("pointerup", () => performance.mark("tap"), { capture: true }));
    await page.getByRole("searchbox").tap();
    await page.keyboard.type("payments eu");
    await page.getByRole("link", { name: "more-3000" }).waitFor({ state: "detached" });
    const actions = button("Actions for prod-payments-cluster-eu-1");
    await expectInWindow(actions);
    await actions.tap();
    await page.getByRole("menuitem", { name: "Revoke…" }).tap();
    await expectInWindow(button("Revoke key"));
    await button("Revoke key").tap();
    await page
      .getByRole("row", { name: /prod-payments-cluster-eu-1/ })
      .getByText("Revoked")
      .waitFor();
    expect(await page.evaluate(() => performance.getEntriesByName("tap").length)).toBe(4);
  });
});

async function expectTouchable(part: Locator): Promise<void> {
  await part.waitFor();
  expect(await smallTargets(part)).toEqual([]);
}

/** Three thousand keys, by one statement. */
function addKeys(database: DatabaseSync): void {
  database.exec(`
    INSERT INTO api_key (id, organization_id, name, name_folded, name_order, secret_hash, hint, labels, note, created_at)
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 3000)
    SELECT printf('key_%026d', n), o.id, 'more-' || n, 'more-' || n, 'more-' || n, 'hash ' || n, 'exc_aaaa',
      '{"env":"prod","team":"payments-of-europe"}', 'One of three thousand', n FROM counted, organization o`);
  database.exec("UPDATE key_count SET keys = keys + 3000");
}

/** The texts of cells that reach into the next one. */
function runningOver(page: Page): Promise<(string | null)[]> {
  return page.getByRole("cell").evaluateAll((cells) => {
    const isCut = (part: Element, cell: Element): boolean =>
      part !== cell && (getComputedStyle(part).overflowX !== "visible" || isCut(part.parentElement!, cell));
    const runsOver = (part: Element, cell: Element) =>
      part.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1 && !isCut(part.parentElement!, cell);
    return cells
      .filter((cell) => cell.clientWidth > 0 && [...cell.querySelectorAll("*")].some((part) => runsOver(part, cell)))
      .map((cell) => cell.textContent);
  });
}
