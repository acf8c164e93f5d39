import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { changeDatabase } from "./support/change-database.ts";
import { pasteRecipe, type PastedRecipe } from "./support/paste-recipe.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("an executor whose key was rotated", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let host: PastedRecipe | undefined;

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    await page.goto(`${server.url}/executors`);
    await signInAsAdmin(page);
  });
  afterAll(async () => {
    await host?.dispose();
    await closePages(browser);
    await server?.dispose();
  });

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const row = () => page.getByRole("row").filter({ has: page.getByRole("link", { name: "edge-5", exact: true }) });
  const goTo = (screen: string) => page.getByRole("navigation").getByRole("link", { name: screen }).click();

  /** By the wizard, with the real command. */
  const connect = async () => {
    await button(/^Connect new executor/)
      .first()
      .click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("edge-5");
    await button("Create and show commands").click();
    await page.getByText("Waiting for the first sync of edge-5").waitFor();
    const recipe = await page.getByLabel("The commands, with the new key in them").locator("pre").textContent();
    host = await pasteRecipe(recipe ?? "");
    await page.getByText("edge-5 is connected.").waitFor();
    await button("I’ve stored this key").click();
    // New rows wait until they are asked for.
    await page.reload();
    await row().getByText("Online").waitFor();
  };

  it("is shown as refused in list, page, events and overview; offline once its process ended; online with the next key", async () => {
    await connect();
    const admin = await adminCalls(server.url);
    const [old] = (await admin.listKeys("edge-5")).items;
    const next = await admin.mutate<{ secret: string }>("apiKeys.rotate", { id: old?.id });
    // The executor itself tries again within 5 s.
    await row().getByText("Refused", { exact: true }).waitFor();
    await row().getByText("key revoked", { exact: true }).waitFor();
    await row().getByRole("link", { name: "edge-5" }).first().click();
    await page.getByText("This API key was revoked. Give the executor a new key.").first().waitFor();
    await page.getByRole("region", { name: "Events" }).getByText("key revoked").first().waitFor();
    await page.getByRole("region", { name: "Refused tries" }).getByText("127.0.0.1").first().waitFor();
    await goTo("Overview");
    const refused = page.getByRole("region", { name: "Executors refused" }).getByRole("listitem");
    await refused.filter({ hasText: /edge-5.*key revoked/ }).waitFor();

    await host?.dispose();
    // What it looks like ten minutes after its last try.
    changeDatabase(server.dataFolder, (database) => {
      const silence = 10 * 60 * 1_000;
      const sql =
        "UPDATE executor SET last_seen_at = last_seen_at - ?, refused_at = refused_at - ? WHERE name = 'edge-5'";
      database.prepare(sql).run(silence, silence);
    });
    await page.goto(`${server.url}/executors`);
    await row().getByText("Offline").waitFor();
    expect(await sync(server.url, next.secret, "edge-5")).toBeNull();
    await row().getByText("Online").waitFor();
  });
});
