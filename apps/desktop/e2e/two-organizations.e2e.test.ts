import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser } from "./support/browser.ts";
import { isProvided } from "./support/requirement.ts";
import { stopAtFirstFailure } from "./support/walk.ts";
import { button, DIALOGS } from "./two-organizations/dialogs.ts";
import { testDialogs } from "./two-organizations/test-dialogs.ts";
import { openTwoTabs, type TwoTabs } from "./two-organizations/two-tabs.ts";

const executable = findBrowser();

/** Of three screens; the endurance lane goes through all dialogs. */
const SOME = ["apiKeys.rotate", "executors.revokeAccess", "members.changeRole"];

/** It changes nothing: it is sent as a change so that no hash of a secret stands in an address. */
const READING = new Set(["apiKeys.lookUp", "logins.preview"]);

/** Every change of an organization that the renderer makes, by its own sources. */
function changesInSources(): string[] {
  const renderer = fileURLToPath(new URL("../src/renderer/", import.meta.url));
  const sources = globSync("**/*.{ts,tsx}", { cwd: renderer }).map((name) => readFileSync(renderer + name, "utf8"));
  const calls = sources.flatMap((source) => [
    ...source.matchAll(/\bapiClient\.([\w.]+)\.mutate\b/g),
    ...source.matchAll(/\bapi\.([\w.]+)\.mutationOptions\b/g),
  ]);
  return [...new Set(calls.map(([, procedure = ""]) => procedure))].filter((procedure) => !READING.has(procedure));
}

it("every change that the renderer makes in an organization is made by a dialog of `DIALOGS`", () => {
  expect(Object.keys(DIALOGS).sort()).toEqual(changesInSources().sort());
});

describe.skipIf(!isProvided("a Chromium browser", executable))("two tabs in two organizations", () => {
  let tabs: TwoTabs;
  let { server, acme, globex, page, other, address } = {} as TwoTabs;

  stopAtFirstFailure();

  const pathOf = (of: Page) => new URL(of.url()).pathname;

  beforeAll(async () => {
    tabs = await openTwoTabs(executable ?? "");
    ({ server, acme, globex, page, other, address } = tabs);
  });
  afterAll(() => tabs?.close());

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

  testDialogs(SOME, () => tabs);

  it("needed no exception from the content security policy all the while", () => {
    expect(tabs.complaints).toEqual([]);
  });
});
