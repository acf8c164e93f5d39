import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { findBrowser, launchBrowser, openPage } from "./support/browser.ts";
import { focused } from "./support/focused.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("what surrounds every screen", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  stopAtFirstFailure();

  const palette = () => page.getByRole("dialog", { name: "Command palette" });
  const search = () => palette().getByRole("combobox");
  const openPalette = async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await focused(search());
  };
  const closed = () => palette().waitFor({ state: "detached" });
  const keysHeading = () => page.getByRole("heading", { name: "API keys", exact: true });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    const admin = await adminCalls(server.url);
    await admin.createKey("prod-cluster-1");
    browser = await launchBrowser(executable ?? "");
    ({ page, complaints } = await openPage(browser));
    await page.goto(`${server.url}/keys`);
    await signInAsAdmin(page);
    await keysHeading().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it("finds a key by a part of its name from anywhere, and goes to it, by keyboard alone", async () => {
    await openPalette();
    await expectAccessible(page, "command palette");
    await page.keyboard.type("cluster");
    await palette()
      .getByRole("option", { name: /prod-cluster-1/ })
      .waitFor();
    await expectAccessible(page, "command palette with a key found");
    await page.keyboard.press("Enter");
    await closed();
    await page.getByText("Begins with").waitFor();
  });

  it("says when nothing is called so, and lets a pasted key into no address", async () => {
    await openPalette();
    await page.keyboard.insertText(`exc_${"a".repeat(49)}`);
    expect(await search().inputValue()).toBe("exc_aaaa");
    await palette().getByText("Nothing is called “exc_aaaa”.").waitFor();
    await page.keyboard.press("Escape");
    await closed();
  });

  it("runs actions: New key opens its form, and no shortcut reaches past an open dialog", async () => {
    await openPalette();
    await page.keyboard.type("new key");
    await page.keyboard.press("Enter");
    const name = page.getByRole("dialog").getByRole("textbox", { name: "Name", exact: true });
    await focused(name);
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("?n");
    expect(await name.inputValue()).toBe("?n");
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("goes to a screen by g and its key, and lists every shortcut at ?", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("k");
    await keysHeading().waitFor();
    await page.keyboard.press("?");
    await page.getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();
    await expectAccessible(page, "keyboard shortcuts");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("keeps the theme chosen here over the system's and over a reload, until told to follow the system again", async () => {
    const light = await ground();
    await openPalette();
    await page.keyboard.type("theme dark");
    await page.keyboard.press("Enter");
    await expect.poll(ground).not.toBe(light);
    await page.reload();
    await keysHeading().waitFor();
    expect(await ground()).not.toBe(light);
    await page.getByRole("button", { name: "Jump to…" }).click();
    await search().fill("theme system");
    await palette().getByRole("option", { name: "Theme: system" }).click();
    await expect.poll(ground).toBe(light);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  it("needed no exception from the content security policy all the while", () => {
    expect(complaints).toEqual([]);
  });
});
