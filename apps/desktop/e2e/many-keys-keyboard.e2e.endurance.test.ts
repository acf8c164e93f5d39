import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inGroups } from "../../../scripts/testing/in-groups.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { changeDatabase } from "./support/change-database.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";

const executable = findBrowser();
const STALE = 50;
const OTHERS = 1_950;
const EXPIRING = 400;
/** Days from tomorrow on which as many expire. */
const DAYS = 29;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Keys without a usable secret, which only fill the list; while no server has the database open. */
function plantKeys(dataFolder: string): void {
  changeDatabase(dataFolder, (database) => {
    const { id } = database.prepare("SELECT id FROM organization").get() as { id: string };
    const insert = database.prepare(
      `INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at, expires_at)
       VALUES (?, ?, 'planted', 'planted', ?, 'exc_0000', 0, ?)`,
    );
    database.exec("BEGIN");
    for (let index = 0; index < OTHERS; index++) {
      const key = `key_${String(index).padStart(26, "0")}`;
      const expiresAt = index < EXPIRING ? Date.now() + (1 + (index % DAYS)) * DAY_MS : null;
      insert.run(key, id, `hash of ${key}`, expiresAt);
    }
    database.prepare("UPDATE key_count SET keys = keys + ? WHERE organization_id = ?").run(OTHERS, id);
    database.exec("COMMIT");
  });
}

describe.skipIf(!isProvided("a Chromium browser", executable))("50 stale keys among 2,000", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let admin: Awaited<ReturnType<typeof adminCalls>>;
  let secrets: string[];

  const tabTo = async (wanted: Locator) => {
    const hasFocus = () => wanted.evaluate((element) => element === document.activeElement);
    for (let presses = 0; !(await hasFocus()); presses++) {
      expect(presses).toBeLessThan(100);
      await page.keyboard.press("Tab");
    }
  };

  beforeAll(async () => {
    const first = await startServer({ withOwner: true });
    const { createKey } = await adminCalls(first.url);
    const created = await inGroups(STALE, (index) => createKey(`old-${index}`));
    secrets = created.map(({ secret }) => secret);
    await first.stop();
    plantKeys(first.dataFolder);
    server = await startServer({ withOwner: true, dataFolder: first.dataFolder });
    admin = await adminCalls(server.url);
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    await page.goto(`${server.url}/keys`);
    await signInAsAdmin(page);
    await page.getByRole("link", { name: /^old-/ }).first().waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it("are found, selected and revoked by the keyboard alone, each with its audit row, and refused at their next sync", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("old-");
    const all = page.getByRole("checkbox", { name: `Select all API keys that match, ${STALE}` });
    await all.waitFor();
    await tabTo(all);
    await page.keyboard.press("Space");
    await page.getByText(`${STALE} selected`).first().waitFor();
    await page.keyboard.press("r");
    await page.getByRole("alertdialog").getByText("No executor is online with any of them").waitFor();
    await tabTo(page.getByRole("button", { name: `Revoke ${STALE} keys`, exact: true }));
    await page.keyboard.press("Enter");
    await page.getByText(`${STALE} keys are revoked.`).waitFor();
    const counted = await admin.query<{ counts: unknown }>("apiKeys.list", { limit: 1 });
    expect(counted.counts).toEqual({ active: OTHERS, expired: 0, revoked: STALE });
    const refusals = await Promise.all(secrets.map((secret, index) => sync(server.url, secret, `edge-${index}`)));
    expect(new Set(refusals)).toEqual(new Set(["key_revoked"]));
    const rows = await admin.query<{ items: object[] }>("audit.list", { action: "api_key.revoked", limit: 100 });
    expect(rows.items).toHaveLength(STALE);
    expect(await admin.query("audit.verify", undefined)).toMatchObject({ ok: true });
  });

  it("draw a bar for each of 29 days on which 400 expire; a bar and *Show all* open exactly what they count", async () => {
    const allThatMatch = (count: number) =>
      page.getByRole("checkbox", { name: `Select all API keys that match, ${count}`, exact: true });
    const bars = page.getByRole("list", { name: "Keys that expire, by day" }).getByRole("link");
    await page.goto(`${server.url}/overview`);
    await expect.poll(() => bars.count()).toBe(DAYS);
    const labels = await bars.evaluateAll((links) => links.map((link) => link.getAttribute("aria-label") ?? ""));
    const counts = labels.map((label) => Number.parseInt(label, 10));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(EXPIRING);
    await bars.nth(3).click();
    await allThatMatch(counts[3] ?? 0).waitFor();
    await page.goBack();
    await page
      .getByRole("region", { name: /expire within 30 days/ })
      .getByText("Show all")
      .click();
    await allThatMatch(EXPIRING).waitFor();
  });
});
