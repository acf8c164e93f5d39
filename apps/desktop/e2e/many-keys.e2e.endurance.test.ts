import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inGroups } from "../../../scripts/testing/in-groups.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { downloadInBrowser, type Download } from "./support/downloads.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();
const STALE = 50;

describe.skipIf(!isProvided("a Chromium browser", executable))("many keys in the list", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let admin: Awaited<ReturnType<typeof adminCalls>>;
  let used: string;
  let download: Download;

  stopAtFirstFailure();

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const dialog = () => page.getByRole("alertdialog");
  const box = (name: string | RegExp) => page.getByRole("checkbox", { name });
  const bar = () => page.getByRole("group", { name: "Selected keys" });
  const pad = (index: number) => String(index).padStart(2, "0");
  const tabTo = async (wanted: Locator) => {
    const hasFocus = () => wanted.evaluate((element) => element === document.activeElement);
    for (let presses = 0; !(await hasFocus()); presses++) {
      expect(presses).toBeLessThan(300);
      await page.keyboard.press("Tab");
    }
  };
  const create = (prefix: string, count: number) =>
    inGroups(count, (index) => admin.createKey(`${prefix}-${pad(index)}`));

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    admin = await adminCalls(server.url);
    const [first] = await create("stale", STALE);
    await create("kept", 5);
    used = first!.secret;
    expect(await sync(server.url, used, "edge-1")).toBeNull();
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    download = downloadInBrowser(page);
    await page.goto(`${server.url}/keys?sort=name`);
    await signInAsAdmin(page);
    await page.getByRole("link", { name: "kept-00" }).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it("are selected one by one, by the key x, and as a range with Shift; Escape selects none", async () => {
    await box("Select kept-01").click();
    await bar().getByText("1 selected").waitFor();
    await box("Select kept-04").click({ modifiers: ["Shift"] });
    await bar().getByText("4 selected").waitFor();
    await page.getByRole("link", { name: "kept-00" }).focus();
    await page.keyboard.press("x");
    await bar().getByText("5 selected").waitFor();
    expect(await box("Select kept-00").isChecked()).toBe(true);
    await expectAccessible(page, "selected keys");
    await page.keyboard.press("Escape");
    await bar().waitFor({ state: "detached" });
    expect(await box("Select kept-00").isChecked()).toBe(false);
  });

  it("all that match are selected by one click, and none of them once the list shows others", async () => {
    await box(/^Select all API keys that match, 55/).click();
    await bar().getByText("55 selected").waitFor();
    await page
      .getByRole("searchbox")
      .or(page.getByRole("textbox", { name: /^Search keys/ }))
      .fill("stale");
    await bar().waitFor({ state: "detached" });
    await box(`Select all API keys that match, ${STALE}`).waitFor();
  });

  it("are left as they are when the filter finds another number than was selected", async () => {
    await box(`Select all API keys that match, ${STALE}`).click();
    await bar().getByText(`${STALE} selected`).waitFor();
    const late = await admin.createKey("stale-late");
    for (const [act, confirm] of [
      ["Revoke…", `Revoke ${STALE} keys`],
      ["Label…", `Label ${STALE} keys`],
    ] as const) {
      await bar()
        .getByRole("button", { name: new RegExp(`^${act}`) })
        .click();
      const question = dialog().or(page.getByRole("dialog"));
      if (act === "Label…") await question.getByRole("textbox", { name: "Set labels" }).fill("env=prod");
      await question.getByRole("button", { name: confirm }).click();
      await question.getByText("The filter finds another number of keys than you were shown.").waitFor();
      await question.getByRole("button", { name: "Cancel" }).click();
    }
    const { items } = await admin.query<{ items: { status: string; labels: object }[] }>("apiKeys.list", {
      search: "stale",
      limit: 100,
    });
    expect(new Set(items.map(({ status, labels }) => `${status} ${JSON.stringify(labels)}`))).toEqual(
      new Set(["active {}"]),
    );
    await bar().getByRole("button", { name: "Select all 51 that match" }).click();
    await bar().getByText("51 selected").waitFor();
    await admin.revokeKey(late.key.id);
    await admin.deleteKey(late.key.id);
    await box(`Select all API keys that match, ${STALE}`).waitFor();
    await page.keyboard.press("Escape");
  });

  it("are revoked by one question, in three clicks, which names who goes offline and takes the reason", async () => {
    // As it does every few seconds: who was silent for long is not online.
    expect(await sync(server.url, used, "edge-1")).toBeNull();
    await box(`Select all API keys that match, ${STALE}`).click();
    await button(/^Revoke…/).click();
    await dialog()
      .getByRole("heading", { name: `Revoke ${STALE} keys?` })
      .waitFor();
    await dialog().getByText("1 executor is online with one of them:").waitFor();
    await dialog().getByText("edge-1").waitFor();
    await dialog().getByRole("textbox", { name: "Reason (optional)" }).fill("Ada left the company");
    await expectAccessible(page, "revoke many");
    await dialog()
      .getByRole("button", { name: `Revoke ${STALE} keys` })
      .click();
    await page.getByText(`${STALE} keys are revoked.`).waitFor();
    expect(await sync(server.url, used, "edge-1")).toBe("key_revoked");
    await page.getByRole("row").filter({ hasText: "stale-00" }).getByText("Revoked").waitFor();
    const { items } = await admin.query<{ items: { details: { reason?: string } }[] }>("audit.list", {
      action: "api_key.revoked",
      limit: 100,
    });
    expect(items.filter(({ details }) => details.reason === "Ada left the company")).toHaveLength(STALE);
    expect(await admin.query("audit.verify", undefined)).toMatchObject({ ok: true });
  });

  it("say in the row and on the key's page why they were revoked", async () => {
    await page.getByRole("link", { name: "stale-07" }).click();
    await page.getByText("Ada left the company").waitFor();
    await page.goBack();
  });

  it("leave an executor that goes on trying refused: its list, its page and its events say why", async () => {
    await page.goto(`${server.url}/executors`);
    const edge = page.getByRole("row").filter({ hasText: "edge-1" });
    await edge.getByText("Refused").waitFor();
    await expectAccessible(page, "executors");
    await edge.getByRole("link", { name: "edge-1" }).click();
    await page.getByText("This API key was revoked. Give the executor a new key.").first().waitFor();
    await page.getByText("Accepted again").or(page.getByText("Refused")).nth(1).waitFor();
  });

  it("are told of to each member until read: the mark comes by itself, and survives a reload", async () => {
    // One, or more where the executor was silent for 30 s before and went offline.
    await button(/^Notices \d+ unread/).click();
    const notices = page.getByRole("dialog", { name: "Notices" }).getByRole("link");
    await notices.filter({ hasText: "edge-1, newRefused" }).waitFor();
    await expectAccessible(page, "notices");
    await page.keyboard.press("Escape");
    await button("Notices").waitFor();
    await page.reload();
    await button("Notices").click();
    await notices.filter({ hasText: "edge-1Refused" }).waitFor();
    await page.keyboard.press("Escape");
  });

  it("are deleted by the keyboard alone; those that are not revoked stay, and the question says so", async () => {
    await page.goto(`${server.url}/keys?search=e&sort=name`);
    const all = box("Select all API keys that match, 55");
    await all.waitFor();
    await tabTo(all);
    await page.keyboard.press("Space");
    await bar().getByText("55 selected").waitFor();
    await page.keyboard.press("d");
    await dialog().getByText("5 are not revoked and stay as they are.").waitFor();
    await expectAccessible(page, "delete many");
    await tabTo(button(`Delete ${STALE} keys`));
    await page.keyboard.press("Enter");
    await page.getByText(`${STALE} keys are deleted.`).waitFor();
    await box("Select all API keys that match, 5").waitFor();
    expect((await admin.listKeys("stale")).items).toEqual([]);
    expect(await sync(server.url, used, "edge-1")).toBe("key_unknown");
  });

  it("are exported as one file of those selected", async () => {
    await box("Select kept-01").click();
    await box("Select kept-03").click();
    const { name, text } = await download(async () => {
      await button("Export selected keys").click();
      await page.getByRole("menuitem", { name: /^CSV/ }).click();
    });
    expect(name).toMatch(/^api-keys-acme-\d{8}\.csv$/);
    expect(text).toMatch(/^\ufeffId,Name,/);
    expect(text.split("\r\n").slice(1, -1)).toEqual([
      expect.stringContaining(",kept-01,"),
      expect.stringContaining(",kept-03,"),
    ]);
  });

  it("are rotated by one question; their secrets are shown once, together, and saved as a table", async () => {
    await bar().getByText("2 selected").waitFor();
    await page.keyboard.press("t");
    await dialog().getByText("No executor is online with any of them, so none goes offline.").waitFor();
    await expectAccessible(page, "rotate many");
    await dialog().getByRole("button", { name: "Rotate 2 keys" }).click();
    await page.getByRole("heading", { name: "Store 2 keys now" }).waitFor();
    await expectAccessible(page, "secrets of many keys");
    const { text } = await download(() => button("Save as CSV").click());
    const [, ...rows] = text.trimEnd().split("\r\n");
    expect(rows.map((row) => row.split(",")[0])).toEqual([
      expect.stringMatching(/^kept-01 \d{6}$/),
      expect.stringMatching(/^kept-03 \d{6}$/),
    ]);
    for (const [index, row] of rows.entries()) {
      expect(await sync(server.url, row.split(",")[1] ?? "", `kept-${index}`)).toBeNull();
    }
    await button("I’ve stored these keys").click();
    await page.getByRole("row").filter({ hasText: "kept-01" }).getByText("Revoked").first().waitFor();
    for (const row of rows) expect(await page.content()).not.toContain(row.split(",")[1]);
  });
});
