import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminCalls } from "./support/admin-calls.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { changeDatabase } from "./support/change-database.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("the facets of the lists of keys and executors", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let secret: string;
  const addresses: string[] = [];

  stopAtFirstFailure();

  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  const choose = (name: RegExp) => page.getByRole("menuitemradio", { name }).click();
  const rows = () => page.getByRole("link", { name: /^(web|db)-\d$/ }).allTextContents();

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    const admin = await adminCalls(server.url);
    for (const [name, env] of [
      ["web-1", "prod"],
      ["web-2", "dev"],
      ["db-1", "prod"],
    ] as const) {
      const input = { name, target: { kind: "newExecutor" }, labels: { env } };
      ({ secret } = await admin.mutate<{ secret: string }>("apiKeys.create", input));
    }
    for (const [name, version] of [
      ["n101", "1.10.0"],
      ["n17", "1.9.0"],
      ["n2", "1.9.0"],
    ] as const) {
      await sync(server.url, secret, name, { version, host: `${name}.example` });
    }
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    page.on("request", (request) => addresses.push(request.url()));
    await page.goto(`${server.url}/keys`);
    await signInAsAdmin(page);
    await page.getByRole("link", { name: "web-1" }).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it("say how many keys each value leaves, narrow the list, and stand in the address", async () => {
    await press(/^Label/);
    await choose(/^env=prod\s*2$/);
    await expect.poll(rows).toEqual(["db-1", "web-1"]);
    expect(new URL(page.url()).searchParams.get("label")).toBe("env=prod");
    await press(/^Created by/);
    await page.getByRole("option", { name: /2$/ }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("createdBy")).toMatch(/^usr_/);
    await page.reload();
    await page.getByRole("button", { name: /^Created by: \w/ }).waitFor();
    await expect.poll(rows).toEqual(["db-1", "web-1"]);
  });

  it("lead from a key's labels and owner to their change, which the key's page shows", async () => {
    await page.getByRole("link", { name: "db-1" }).click();
    await press("Edit details");
    await page.getByRole("dialog").getByLabel("Labels", { exact: true }).fill("env=prod tier=1");
    await page.getByRole("dialog").getByLabel("Owner", { exact: true }).selectOption({ label: "No owner" });
    await press("Save details");
    await page.getByText("tier=1").waitFor();
    await expect.poll(() => page.getByText("none", { exact: true }).count()).toBeGreaterThan(0);
  });

  it("narrow to the days on which keys expire, and to the keys of an executor", async () => {
    await page.goto(`${server.url}/keys`);
    await press("Expires on");
    await page.getByRole("dialog").getByLabel("To", { exact: true }).fill("2020-01-01");
    await page.getByRole("heading", { name: "No key matches" }).waitFor();
    await expectAccessible(page, "days on which keys expire");
    await page.keyboard.press("Escape");
    await press(/^Stop filtering by: Expires/);
    await press("Used by");
    await page.getByRole("combobox", { name: "Executors" }).fill("n17");
    await page.getByRole("option", { name: /^n17/ }).click();
    await expect.poll(rows).toEqual(["db-1"]);
    await page.getByRole("button", { name: /^Used by: ?n17/ }).click();
    await expect.poll(rows).toEqual(["db-1", "web-2", "web-1"]);
  });

  it("have the search find exactly the key whose secret is pasted; no address and no storage has any of it", async () => {
    const search = page.getByRole("searchbox");
    await search.focus();
    await page.keyboard.insertText(`KEY=${secret}`);
    await expect.poll(rows).toEqual(["db-1"]);
    await expect.poll(() => new URL(page.url()).searchParams.get("search")).toMatch(/^key_[0-9a-z]{26}$/);
    expect(await rows()).toEqual(["db-1"]);
    const wrong = `${secret.slice(0, 30)}${secret[30] === "0" ? "1" : "0"}${secret.slice(31)}`;
    await search.fill(wrong);
    await page.getByText("This is not one of your keys.").waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    const hash = createHash("sha256").update(secret).digest("hex");
    for (const text of [kept, ...addresses]) {
      for (const part of [secret.slice(4, 20), wrong.slice(20, 40), hash]) expect(text).not.toContain(part);
    }
  });

  it("label the selected keys and give them an owner, by one question", async () => {
    await page.goto(`${server.url}/keys?sort=name`);
    for (const name of ["web-1", "web-2"]) await page.getByRole("checkbox", { name: `Select ${name}` }).click();
    await page.keyboard.press("l");
    const dialog = page.getByRole("dialog", { name: "Label 2 keys" });
    await dialog.getByRole("button", { name: "Label 2 keys" }).click();
    await dialog.getByText("Enter a label to set or to remove, or choose an owner.").waitFor();
    await expectAccessible(page, "label many");
    await dialog.getByRole("textbox", { name: "Set labels" }).fill("team=edge");
    await dialog.getByRole("textbox", { name: "Remove labels" }).fill("env");
    await dialog.getByRole("combobox", { name: "Owner" }).selectOption({ label: "No owner" });
    await dialog.getByRole("button", { name: "Label 2 keys" }).click();
    await page.getByText("2 keys have what you entered.").waitFor();
    await press(/^Label/);
    await choose(/^team=edge\s*2$/);
    await expect.poll(rows).toEqual(["web-1", "web-2"]);
    await page.getByRole("row", { name: /web-1/ }).getByText("team=edge").waitFor();
  });

  it("show a key's note, labels and owner from its creation on", async () => {
    await page.goto(`${server.url}/keys`);
    await press(/^New key/);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("web-9");
    await page.getByRole("textbox", { name: "Note", exact: true }).fill("For the nightly build");
    await page.getByRole("textbox", { name: "Labels", exact: true }).fill("env=ci");
    await page.getByRole("combobox", { name: "Owner", exact: true }).selectOption({ label: "No owner" });
    await press("Create");
    await press("I’ve stored this key");
    const made = page.getByRole("row", { name: /web-9/ });
    await made.getByText("For the nightly build").waitFor();
    await made.getByText("env=ci").waitFor();
    await press(/^Owner/);
    await page.getByRole("option", { name: /^No owner/ }).click();
    await made.waitFor();
  });

  it("narrow the keys to those of any owner and any creator of 5,000 members", async () => {
    changeDatabase(server.dataFolder, addMembers);
    await page.goto(`${server.url}/keys`);
    await press(/^Owner/);
    await page.getByText(/^and [\d,]+ more: search/).waitFor();
    await page.getByRole("combobox", { name: "Owner" }).fill("zoe 5000");
    await page.getByRole("option", { name: /^Zoe 5000/ }).click();
    await page.getByRole("button", { name: "Owner: Zoe 5000" }).waitFor();
    await expect.poll(rows).toEqual(["web-9"]);
    await page.reload();
    await page.getByRole("button", { name: "Owner: Zoe 5000" }).waitFor();
    await press("Owner: Zoe 5000");
    await page.getByRole("option", { name: "Anyone" }).click();
    await press(/^Created by/);
    await page.getByRole("combobox", { name: "Created by" }).fill("zoe4999@acme");
    await page.getByRole("option", { name: /^Zoe 4999/ }).click();
    await page.getByRole("heading", { name: "No key matches" }).waitFor();
  });

  it("narrow and order executors: natural order, older versions in one step, any column, in the address", async () => {
    const executors = () => page.getByRole("link", { name: /^n\d+$/ }).allTextContents();
    await page.goto(`${server.url}/executors`);
    await expect.poll(executors).toEqual(["n2", "n17", "n101"]);
    await press(/^Version/);
    await choose(/^older than the newest\s*2$/);
    await expect.poll(executors).toEqual(["n2", "n17"]);
    await press(/^Name/);
    await expect.poll(executors).toEqual(["n17", "n2"]);
    await page.reload();
    await page.getByRole("button", { name: "Version: older than the newest" }).waitFor();
    await expect.poll(executors).toEqual(["n17", "n2"]);
    await page.getByRole("searchbox").fill("n2.example db-1");
    await expect.poll(executors).toEqual(["n2"]);
    await expectAccessible(page, "executors, narrowed");
  });

  it("say how to find labels, keys and versions beyond the fifty that are listed", async () => {
    const admin = await adminCalls(server.url);
    for (let n = 1; n <= 60; n++) {
      const input = { name: `rack-${n}`, target: { kind: "newExecutor" }, labels: { rack: `r${n}` } };
      const created = await admin.mutate<{ secret: string }>("apiKeys.create", input);
      await sync(server.url, created.secret, `host-${n}`, { version: `2.${n}.0` });
    }
    const { items } = await admin.query<{ items: { id: string; name: string }[] }>("executors.list", {
      search: "rack-",
    });
    for (const { id, name } of items) await admin.mutate("executors.update", { id, labels: { of: name } });
    for (const [list, facet, words] of [
      ["keys", "Label", "Search the list for other labels."],
      ["executors", "Label", "Search the list for other labels."],
      ["executors", "Bound key", "Search the list for the names of other keys."],
      ["executors", "Version", "Versions older than these are not listed."],
    ] as const) {
      await page.goto(`${server.url}/${list}`);
      await press(new RegExp(`^${facet}`));
      await page.getByRole("menu").getByText(words).waitFor();
      await page.keyboard.press("Escape");
    }
    await page.goto(`${server.url}/keys`);
    await page.getByRole("searchbox").fill("rack=r60");
    await page.getByRole("link", { name: "rack-60" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: /^rack-/ }).allTextContents()).toEqual(["rack-60"]);
  });
});

/** Five thousand members, by two statements. The last of them owns a key. */
function addMembers(database: DatabaseSync): void {
  const counted = "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 5000)";
  database.exec(`
    INSERT INTO user (id, name, email, email_verified, created_at, updated_at)
    ${counted} SELECT printf('usr_%026d', n), 'Zoe ' || n, 'zoe' || n || '@acme.test', 1, 0, 0 FROM counted`);
  database.exec(`
    INSERT INTO member (id, organization_id, user_id, role, created_at)
    ${counted} SELECT printf('mem_%026d', n), o.id, printf('usr_%026d', n), 'member', n FROM counted, organization o`);
  database.exec("UPDATE api_key SET owner_id = printf('mem_%026d', 5000) WHERE name = 'web-9'");
}
