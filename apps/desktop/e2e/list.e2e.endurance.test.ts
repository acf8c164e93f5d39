import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { focused } from "./support/focused.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const KEYS = 250;

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("the list of many keys", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let admin: Awaited<ReturnType<typeof adminCalls>>;
  const ids = new Map<string, string>();

  stopAtFirstFailure();

  const nameOf = (index: number) => `fleet-${String(index).padStart(3, "0")}`;
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  const topOf = async (name: string) => (await row(name).boundingBox())?.y;
  const scrollTo = (top: number) => page.getByRole("table").evaluate((table, to) => table.scrollTo({ top: to }), top);

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    admin = await adminCalls(server.url);
    for (let index = 0; index < KEYS; index += 1) {
      ids.set(nameOf(index), (await admin.createKey(nameOf(index))).key.id);
    }
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    await page.goto(`${server.url}/keys`);
    await signInAsAdmin(page);
    await row(nameOf(KEYS - 1)).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it("draws only the rows on screen, and says how many there are", async () => {
    expect(await page.getByRole("table").getAttribute("aria-rowcount")).toBe(String(KEYS + 1));
    expect(await page.getByRole("row").count()).toBeLessThan(60);
  });

  it("goes straight to the oldest key when the scroll bar is dragged to its end, and back", async () => {
    await scrollTo(1_000_000);
    await row(nameOf(0)).waitFor();
    await scrollTo(0);
    await row(nameOf(KEYS - 1)).waitFor();
  });

  it("shows what others change where it stands, and moves no row for it", async () => {
    const watched = nameOf(KEYS - 5);
    const before = await topOf(watched);
    await admin.createKey("made elsewhere");
    await admin.revokeKey(ids.get(watched) ?? "");
    await row(watched).getByText("Revoked").waitFor();
    await page.getByRole("button", { name: "Show 1 new key" }).waitFor();
    expect(await row("made elsewhere").count()).toBe(0);
    expect(await topOf(watched)).toBe(before);

    await admin.deleteKey(ids.get(watched) ?? "");
    await row(watched).getByText("Deleted").waitFor();
    expect(await topOf(watched)).toBe(before);
    await expectAccessible(page, "list with changes of others");
  });

  it("brings the new keys in when asked to", async () => {
    await page.getByRole("button", { name: "Show 1 new key" }).click();
    await row("made elsewhere").waitFor();
    await row(nameOf(KEYS - 5)).waitFor({ state: "detached" });
  });

  it("says the exact instant of a time that is pointed at, until Escape or the pointer leaves", async () => {
    const created = row("made elsewhere").locator("time").first();
    const tooltip = page.getByRole("tooltip");
    await created.hover();
    expect(await tooltip.textContent()).toMatch(/^By .+\d{4}, \d\d:\d\d:\d\d/);
    expect(await created.getAttribute("aria-describedby")).toBe(await tooltip.getAttribute("id"));
    await page.keyboard.press("Escape");
    await tooltip.waitFor({ state: "detached" });
    await page.getByRole("searchbox").hover();
    await created.hover();
    await tooltip.waitFor();
    await page.getByRole("searchbox").hover();
    await tooltip.waitFor({ state: "detached" });
  });

  it("opens a row's menu where it is pressed, and closes it by a press on its button or elsewhere", async () => {
    const button = row("made elsewhere").getByRole("button", { name: "Actions for made elsewhere" });
    const menu = page.getByRole("menu", { name: "Actions for made elsewhere" });
    for (const elsewhere of [button, page.getByRole("searchbox")]) {
      await button.click();
      await menu.waitFor();
      expect(await button.getAttribute("aria-expanded")).toBe("true");
      await elsewhere.click();
      await menu.waitFor({ state: "detached" });
    }
    await focused(page.getByRole("searchbox"));
    await button.click();
    await menu.waitFor();
    await page.keyboard.press("Escape");
    await focused(button);
  });

  it("can be walked, and its keys changed, by keyboard alone", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type(nameOf(7));
    await row(nameOf(8)).waitFor({ state: "detached" });
    await row(nameOf(7)).getByRole("button", { name: "Actions for fleet-007" }).focus();
    await page.keyboard.press("Enter");
    await focused(page.getByRole("menuitem").first());
    await page.keyboard.type("rev");
    await focused(page.getByRole("menuitem", { name: "Revoke…" }));
    await page.keyboard.press("Enter");
    // The safe way out has the focus; the other one is a step further.
    await focused(page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await row(nameOf(7)).getByText("Revoked").waitFor();

    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await row(nameOf(KEYS - 1)).waitFor();
    await row("made elsewhere").getByRole("link").focus();
    await page.keyboard.press("ArrowDown");
    await focused(row(nameOf(KEYS - 1)).getByRole("link"));
    await page.keyboard.press("Enter");
    await page.getByText("Begins with").waitFor();
  });

  it("goes to the rows by ↓, from the page and from the search box, and back up to the search box", async () => {
    await page.goto(`${server.url}/keys?sort=name`);
    await row(nameOf(0)).waitFor();
    await page.keyboard.press("ArrowDown");
    await focused(row(nameOf(0)).getByRole("link"));
    await page.keyboard.press("ArrowDown");
    await focused(row(nameOf(1)).getByRole("link"));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await focused(page.getByRole("searchbox"));
    await page.keyboard.type("fleet-09");
    await row(nameOf(0)).waitFor({ state: "detached" });
    await page.keyboard.press("ArrowDown");
    await focused(row(nameOf(90)).getByRole("link"));
  });

  it("leads past the sidebar by the first stop of the Tab key", async () => {
    await page.reload();
    await row(nameOf(90)).waitFor();
    await page.keyboard.press("Tab");
    await focused(page.getByRole("button", { name: "Skip to the content" }));
    await expectAccessible(page, "skip link");
    await page.keyboard.press("Enter");
    await focused(page.getByRole("main"));
    await page.keyboard.press("ArrowDown");
    await focused(row(nameOf(90)).getByRole("link"));
  });

  it("is where it was left on the way back: its place, the row that had the focus, and how it was narrowed", async () => {
    await page.goto(`${server.url}/keys?search=fleet&sort=name&direction=asc`);
    await row(nameOf(0)).waitFor();
    await scrollTo(44 * 150);
    const link = row(nameOf(155)).getByRole("link");
    await link.waitFor();
    const top = await topOf(nameOf(155));
    await link.click();
    await page.getByText("Begins with").waitFor();
    await page.goBack();
    await focused(link);
    await expect.poll(() => topOf(nameOf(155))).toBe(top);
    await page.keyboard.press("ArrowDown");
    await focused(row(nameOf(156)).getByRole("link"));
    await page.keyboard.press("Enter");
    await page.getByText("Begins with").waitFor();
    await page.getByRole("main").getByRole("link", { name: "API keys" }).click();
    await row(nameOf(0)).waitFor();
    expect(new URL(page.url()).search).toBe("?search=fleet&sort=name&direction=asc");
    // Another way to the list leads to all of it, from its top.
    await page.getByRole("navigation").getByRole("link", { name: "API keys" }).click();
    await row("made elsewhere").waitFor();
  });

  it("sorts by what ends next when its status is pressed, and what never ends comes last", async () => {
    const { key } = await admin.mutate<{ key: { id: string } }>("apiKeys.create", {
      name: "ends first",
      target: { kind: "newExecutor" },
      expiresInDays: 3,
    });
    ids.set("ends first", key.id);
    await page.getByRole("button", { name: /^Status/ }).click();
    await expect.poll(() => page.getByRole("row").nth(1).textContent()).toContain("ends first");
  });

  it("shows on the page of a key that another admin deletes that it is deleted, and offers no action", async () => {
    const id = ids.get(nameOf(KEYS - 1)) ?? "";
    await page.goto(`${server.url}/keys/${id}`);
    await page.getByRole("button", { name: "Rotate" }).waitFor();
    await admin.revokeKey(id);
    await admin.deleteKey(id);
    await page.getByRole("heading", { name: "This key does not exist" }).waitFor();
    expect(await page.getByRole("button", { name: "Rotate" }).count()).toBe(0);
    await page.getByRole("link", { name: "All API keys" }).click();
    await row("made elsewhere").waitFor();
  });
});
