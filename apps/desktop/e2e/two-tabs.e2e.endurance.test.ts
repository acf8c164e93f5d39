import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { findBrowser } from "./support/browser.ts";
import { changeDatabase } from "./support/change-database.ts";
import { isProvided } from "./support/requirement.ts";
import { stopAtFirstFailure } from "./support/walk.ts";
import { button } from "./two-organizations/dialogs.ts";
import { openTwoTabs, type TwoTabs } from "./two-organizations/two-tabs.ts";

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("two tabs in two organizations", () => {
  let tabs: TwoTabs;
  let { server, acme, globex, page, other, address } = {} as TwoTabs;

  stopAtFirstFailure();

  beforeAll(async () => {
    tabs = await openTwoTabs(executable ?? "");
    ({ server, acme, globex, page, other, address } = tabs);
  });
  afterAll(() => tabs?.close());

  const pathOf = (of: Page) => new URL(of.url()).pathname;

  it("begin where the session was last, with the organization in the address", async () => {
    expect(pathOf(page)).toBe("/o/acme/overview");
    await page.goto(address(globex, "/keys"));
    await button(page, "Organization: Globex").waitFor();
    await other.goto(server.url);
    await button(other, "Organization: Globex").waitFor();
    expect(pathOf(other)).toBe("/o/globex/overview");
  });

  it("show each its own, and go on doing so when the other one goes elsewhere", async () => {
    await page.goto(address(acme, "/keys"));
    await page.getByRole("link", { name: "only in acme" }).waitFor();
    await other.goto(address(globex, "/keys"));
    await other.getByRole("link", { name: "only in globex" }).waitFor();
    // Has what is on screen read again in both.
    await Promise.all([acme.calls.createKey("a new one"), globex.calls.createKey("a new one")]);
    for (const each of [page, other]) await button(each, /^Show 1 new/).click();
    for (const each of [page, other]) await each.getByRole("link", { name: "a new one" }).waitFor();
    expect(await page.getByText("only in globex").count()).toBe(0);
    expect(await other.getByText("only in acme").count()).toBe(0);
    expect(await page.getByText("Deleted").count()).toBe(0);
    expect(await button(page, "Organization: Acme").count()).toBe(1);
  });

  it.each([
    ["a screen, with its search", "/keys?status=revoked", "/o/globex/keys?status=revoked"],
    ["the audit log, with its filter", "/audit?action=api_key.revoked", "/o/globex/audit?action=api_key.revoked"],
    ["the account", "/account", "/o/globex/account"],
    ["the organization's own address", "/o/acme", "/o/acme/overview"],
  ])("an address from before leads on to %s", async (_what, before, after) => {
    await other.goto(address(globex, "/overview"));
    await other.getByRole("heading", { name: "Overview" }).waitFor();
    await other.goto(`${server.url}${before}`);
    await other.waitForURL(`${server.url}${after}`);
  });

  it("an address of a record from before leads to the organization that has it", async () => {
    const { items } = await acme.calls.listKeys("only in acme");
    await other.goto(`${server.url}/keys/${items[0]?.id}`);
    await other.waitForURL(address(acme, `/keys/${items[0]?.id}`));
    await other.getByRole("heading", { name: /only in acme/ }).waitFor();
    await other.goto(`${server.url}/keys/key_${"0".repeat(26)}`);
    await other.getByText(/There is no such API key/).waitFor();
  });

  it("sees that an unknown slug is none of the user's organizations, and chooses among them", async () => {
    await other.goto(`${server.url}/o/initech/keys`);
    await other.getByRole("heading", { name: "You have no organization “initech”" }).waitFor();
    await expectAccessible(other, "unknown organization");
    await button(other, "Globex").click();
    await other.waitForURL(address(globex, "/keys"));
  });

  it("sees that an unknown page is not found, in an organization and outside", async () => {
    for (const path of ["/o/globex/nonsense", "/nonsense", "/keys/nonsense"]) {
      await other.goto(`${server.url}${path}`);
      await other.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
    }
  });

  it("a renamed slug is followed by the tabs that are open, and is unknown afterwards", async () => {
    await other.goto(address(globex, "/keys?status=active"));
    await other.getByRole("link", { name: "only in globex" }).waitFor();
    await globex.calls.mutate("organizations.update", { slug: "globex-2" });
    await other.waitForURL(`${server.url}/o/globex-2/keys?status=active`);
    await other.getByRole("link", { name: "only in globex" }).waitFor();
    await other.goto(address(globex, "/keys"));
    await other.getByRole("heading", { name: "You have no organization “globex”" }).waitFor();
    globex.slug = "globex-2";
  });

  it("goes from one to the other by the switcher and by the way back", async () => {
    await page.goto(address(acme, "/members"));
    await button(page, /^Organization:/).click();
    await page.getByRole("menuitemradio", { name: /Globex/ }).click();
    await page.waitForURL(address(globex, "/keys"));
    await page.getByRole("link", { name: "only in globex" }).waitFor();
    await page.goBack();
    await button(page, "Organization: Acme").waitFor();
    await page.getByRole("row").filter({ hasText: "Grace Hopper" }).first().waitFor();
  });

  it("shows *Deleted* after the message of a deletion, and *Not found* for any other missing row", async () => {
    await page.goto(address(acme, "/keys"));
    const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
    const { key } = await acme.calls.createKey("to be deleted");
    await acme.calls.createKey("to be lost");
    await page.reload();
    await row("to be lost").waitFor();
    // Shown only once the page's stream is open: from then on no message is missed.
    await acme.calls.createKey("seen by the stream");
    await page.getByRole("button", { name: "Show 1 new key" }).waitFor();
    await acme.calls.revokeKey(key.id);
    await acme.calls.deleteKey(key.id);
    await row("to be deleted").getByText("Deleted").waitFor();
    // Directly in the database, so that no message is sent.
    changeDatabase(server.dataFolder, (database) => database.exec("DELETE FROM api_key WHERE name = 'to be lost'"));
    await acme.calls.createKey("has the list read again");
    await row("to be lost").getByText("Not found").waitFor();
  });

  it("needed no exception from the content security policy all the while", () => {
    expect(tabs.complaints).toEqual([]);
  });
});
