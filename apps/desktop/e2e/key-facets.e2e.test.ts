import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("the facets of the list of keys", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;

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
      await admin.mutate("apiKeys.create", { name, target: { kind: "newExecutor" }, labels: { env } });
    }
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
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
    await choose(/2$/);
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
});
