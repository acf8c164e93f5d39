import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { isProvided } from "./support/requirement.ts";
import { isInHeap, findSecret, shownSecret } from "./support/secrets.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();

/** One walk from an empty server to a deleted key: each test goes on where the one before it stopped. */
describe.skipIf(!isProvided("a Chromium browser", executable))("the console in a browser", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let secret: string;
  let successor: string;

  stopAtFirstFailure();

  beforeAll(async () => {
    server = await startServer({ withOwner: false });
    browser = await sharedBrowser(executable ?? "");
    ({ page, complaints } = await openPage(browser));
    await page.goto(server.url);
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const field = (name: string | RegExp) => page.getByRole("textbox", { name, exact: typeof name === "string" });
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  const dialog = () => page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const choose = async (key: string, action: string) => {
    await button(`Actions for ${key}`).click();
    await page.getByRole("menuitem", { name: action, exact: true }).click();
  };
  const stored = () => button("I’ve stored this key").click();

  it("asks a new server's first visitor for the setup code, and says beside each field what is wrong", async () => {
    await page.getByRole("heading", { name: "Create the first owner" }).waitFor();
    await expectAccessible(page, "first owner");
    await button("Create owner and sign in").click();
    await page.getByText("Enter the setup code.").waitFor();
    await field("Setup code").fill("WRONG-CODE");
    await field("Organization").fill("Acme");
    await field("Your name").fill("Ada");
    await field("E-mail address").fill("ada@acme.test");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
    await button("Create owner and sign in").click();
    await page.getByText("That setup code is not right").waitFor();
    await expectAccessible(page, "first owner with errors");
    expect(await field("Your name").inputValue()).toBe("Ada");
  });

  it("signs in with the setup code, and shows an empty list of keys", async () => {
    await field("Setup code").fill(server.setupCode ?? "");
    await button("Create owner and sign in").click();
    await page.getByRole("heading", { name: "Connect your first executor" }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "API keys" }).click();
    await page.getByRole("heading", { name: "No API keys yet" }).waitFor();
    await expectAccessible(page, "empty list");
  });

  it("opens New key by the key n, checks as the server would, and keeps what was typed", async () => {
    await page.keyboard.press("n");
    await dialog().waitFor();
    await expectAccessible(page, "new key");
    await field("Name").fill("x".repeat(33));
    await field("Expires in (days)").fill("0");
    await page.keyboard.press("Enter");
    await page.getByText("A key's name has at most 32 characters.").waitFor();
    await page.getByText("A key lives for at least one day.").waitFor();
    await expectAccessible(page, "new key with errors");
    expect(await field("Expires in (days)").inputValue()).toBe("0");
  });

  it("shows the secret once, in a dialog that neither Escape nor a click outside closes", async () => {
    await field("Name").fill("prod-cluster-1");
    await field("Expires in (days)").fill("20");
    await page.getByText(/^Expires \d/).waitFor();
    await button("Create").click();
    secret = await shownSecret(page);
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    expect(await shownSecret(page)).toBe(secret);
    for (const recipe of ["Kubernetes", "Docker", "Environment", "Bare metal"]) {
      await page.getByRole("tab", { name: recipe }).click();
      const text = await page.getByLabel("The commands, with the new key in them").innerText();
      for (const part of [server.url, "prod-cluster-1", secret]) expect(text).toContain(part);
    }
    await button("Copy commands").waitFor();
    await expectAccessible(page, "one-time secret");
  });

  it("asks before a reload would lose the secret", async () => {
    const question = page.waitForEvent("dialog");
    await page.evaluate(() => setTimeout(() => location.reload()));
    const asked = await question;
    expect(asked.type()).toBe("beforeunload");
    await asked.dismiss();
    expect(await shownSecret(page)).toBe(secret);
  });

  it("saves the secret to a file", async () => {
    const download = page.waitForEvent("download");
    await button("Save to file").click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("prod-cluster-1.key");
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe(`${secret}\n`);
  });

  it("turns green in the dialog when an executor binds to the key", async () => {
    expect(await sync(server.url, secret, "prod-1")).toBeNull();
    await dialog().getByText("prod-1 syncs with this key.").waitFor();
    await expectAccessible(page, "one-time secret, bound");
  });

  it("keeps the secret nowhere once it is stored", async () => {
    expect(await isInHeap(page, secret)).toBe(true);
    await stored();
    await dialog().waitFor({ state: "detached" });
    expect(await findSecret(page, secret)).toEqual([]);
  });

  it("shows who uses the key and when, moving by itself", async () => {
    await row("prod-cluster-1").getByText("prod-1", { exact: true }).waitFor();
    await row("prod-cluster-1")
      .getByText(/^\d+ (s|min) ago$/)
      .waitFor();
    await expectAccessible(page, "list");
    for (const name of ["prod-2", "prod-3"]) expect(await sync(server.url, secret, name)).toBeNull();
    await row("prod-cluster-1").getByRole("button", { name: "+1 more" }).click();
    await page.getByText("Used by 3 executors").waitFor();
    await expectAccessible(page, "all executors of a key");
    await page.keyboard.press("Escape");
  });

  it("moves an existing executor to a new key without downtime", async () => {
    await button(/^New key/).click();
    await page.getByText("Existing executor").click();
    await page.getByRole("combobox", { name: "Executors" }).fill("prod-2");
    await page.getByRole("option", { name: /prod-2/ }).click();
    await expect.poll(() => field("Name").inputValue()).toBe("prod-2");
    await page.getByLabel(/Revoke its previous key once it has moved/).check();
    await expectAccessible(page, "new key for an executor");
    await button("Create").click();
    await dialog()
      .getByText(/its next sync binds it/)
      .waitFor();
    const moved = await shownSecret(page);
    expect(await sync(server.url, secret, "prod-2")).toBeNull();
    expect(await sync(server.url, moved, "prod-1")).toBe("key_bound_to_other_executor");
    expect(await sync(server.url, moved, "prod-2")).toBeNull();
    await dialog().getByText("prod-2 syncs with this key.").waitFor();
    await stored();
  });

  it("rotates: names the executors that go offline, then shows the successor's secret", async () => {
    await choose("prod-cluster-1", "Rotate…");
    await dialog().getByText("2 executors sync with it:").waitFor();
    await expectAccessible(page, "rotate");
    await dialog().getByRole("button", { name: "Rotate key" }).click();
    successor = await shownSecret(page);
    expect(successor).not.toBe(secret);
    expect(await sync(server.url, secret, "prod-1")).toBe("key_revoked");
    expect(await sync(server.url, successor, "prod-1")).toBeNull();
    await stored();
    await row("prod-cluster-1").getByText("Revoked").waitFor();
    await page.getByRole("link", { name: /^prod-cluster-1 \d{6}$/ }).waitFor();
  });

  it("rotates with an overlap: both keys are good, the row says how long the old one has left", async () => {
    const admin = await adminCalls(server.url, { email: "ada@acme.test", password: "correct horse battery staple" });
    const { key, secret: old } = await admin.createKey("overlap");
    expect(await sync(server.url, old, "overlap-1")).toBeNull();
    await page.reload();
    await choose("overlap", "Rotate…");
    await page.getByText("At a time", { exact: true }).click();
    await dialog().getByLabel("In (hours)").fill("169");
    await dialog().getByText("A whole number of hours, from 1 to 168.").waitFor();
    await dialog().getByLabel("In (hours)").fill("23");
    await expectAccessible(page, "rotate with an overlap");
    await dialog().getByRole("button", { name: "Rotate key" }).click();
    const next = await shownSecret(page);
    for (const each of [old, next]) expect(await sync(server.url, each, "overlap-1")).toBeNull();
    await stored();
    await row("overlap").getByText("Retiring in 23 h").waitFor();
    await button("Actions for overlap").click();
    await page.getByRole("menuitem", { name: /^Rotate….*It has a successor already/ }).waitFor();
    await page.keyboard.press("Escape");
    await admin.revokeKey(key.id);
    await row("overlap").getByText("Revoked").waitFor();
  });

  it("pauses: refused at once, shown until when, and accepted at once when it is resumed early", async () => {
    const admin = await adminCalls(server.url, { email: "ada@acme.test", password: "correct horse battery staple" });
    const { key, secret: leaked } = await admin.createKey("leaked");
    expect(await sync(server.url, leaked, "leaked-1")).toBeNull();
    await page.reload();
    await choose("leaked", "Pause…");
    await dialog().getByLabel("Minutes").fill("61");
    await dialog().getByText("A key can be paused for 1 to 60 minutes.").waitFor();
    await dialog().getByLabel("Minutes").fill("15");
    await expectAccessible(page, "pause");
    await dialog().getByRole("button", { name: "Pause key" }).click();
    await dialog().waitFor({ state: "detached" });
    await row("leaked")
      .getByText(/^until (\d+ \w+, )?\d\d:\d\d$/)
      .waitFor();
    expect(await sync(server.url, leaked, "leaked-1")).toBe("key_paused");
    await choose("leaked", "Resume now…");
    await expectAccessible(page, "resume");
    await dialog().getByRole("button", { name: "Resume key" }).click();
    await dialog().waitFor({ state: "detached" });
    expect(await sync(server.url, leaked, "leaked-1")).toBeNull();
    await admin.revokeKey(key.id);
    await row("leaked").getByText("Revoked").waitFor();
  });

  it("shows the lineage on the key's own page", async () => {
    await page.getByRole("link", { name: /^prod-cluster-1 \d{6}$/ }).click();
    await page.getByText("Replaces", { exact: true }).waitFor();
    await expectAccessible(page, "key page");
    await page.getByRole("link", { name: "prod-cluster-1", exact: true }).click();
    await page.getByText("Replaced by", { exact: true }).waitFor();
    await page.getByRole("link", { name: "API keys" }).first().click();
  });

  it("revokes after naming what is hit, and the key is refused from then on", async () => {
    const name = (await page.getByRole("link", { name: /^prod-cluster-1 \d{6}$/ }).innerText()).trim();
    await button(`Actions for ${name}`).click();
    await page.getByRole("menuitem", { name: /Only a revoked key can be deleted/ }).click({ force: true });
    expect(await dialog().count()).toBe(0);
    await expectAccessible(page, "menu of a key");
    await page.getByRole("menuitem", { name: "Revoke…" }).click();
    await dialog().getByText("They are refused from their next sync.").waitFor();
    await dialog().getByText("prod-1").waitFor();
    await expectAccessible(page, "revoke");
    await dialog().getByRole("button", { name: "Revoke key" }).click();
    await dialog().waitFor({ state: "detached" });
    await row(name).getByText("Revoked").waitFor();
    expect(await sync(server.url, successor, "prod-1")).toBe("key_revoked");
  });

  it("deletes a revoked key, which is unknown from then on", async () => {
    await choose("prod-cluster-1", "Delete…");
    await expectAccessible(page, "delete");
    await dialog().getByRole("button", { name: "Delete key" }).click();
    // What lies behind a dialog is hidden from roles, so the row counts as gone only once the dialog is.
    await dialog().waitFor({ state: "detached" });
    await row("prod-cluster-1").waitFor({ state: "detached" });
    expect(await sync(server.url, secret, "prod-1")).toBe("key_unknown");
  });

  it("searches, filters and sorts, and keeps all three over a reload", async () => {
    await page.getByRole("searchbox").fill("prod-2");
    await page.getByRole("link", { name: /prod-cluster/ }).waitFor({ state: "detached" });
    await page.reload();
    expect(await page.getByRole("searchbox").inputValue()).toBe("prod-2");
    await page.getByRole("searchbox").fill("no such key");
    await page.getByRole("heading", { name: "No key matches" }).waitFor();
    await expectAccessible(page, "nothing found");
    await button("Show all keys").click();
    await button(/^All/).click();
    await page.getByRole("menuitemradio", { name: /Revoked/ }).click();
    await row("prod-2").waitFor({ state: "detached" });
    await button(/^Revoked/).click();
    await page.getByRole("menuitemradio", { name: /All/ }).click();
    await page.getByRole("button", { name: /^Name/ }).click();
    const sorted = page.getByRole("columnheader", { name: /^Name/ });
    await expect.poll(() => sorted.getAttribute("aria-sort")).toBe("ascending");
  });

  it("signs out, and asks to sign in again", async () => {
    await button(/^Account/).click();
    await expectAccessible(page, "account menu");
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await expectAccessible(page, "sign in");
  });

  it("needed no exception from the content security policy all the while", () => {
    expect(complaints).toEqual([]);
  });
});
