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

/** One walk through what owners look after: the audit log, the organization, its members and their accounts. */
describe.skipIf(!isProvided("a Chromium browser", executable))("an organization and its people", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let admin: Awaited<ReturnType<typeof adminCalls>>;

  stopAtFirstFailure();

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const dialog = () => page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const rowOf = (...texts: string[]) =>
    texts.reduce((rows, text) => rows.filter({ hasText: text }), page.getByRole("table").getByRole("row"));
  const dialogClosed = () => dialog().waitFor({ state: "detached" });

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    admin = await adminCalls(server.url);
    const { key } = await admin.createKey("prod-cluster-1");
    await admin.createKey("edge-7");
    await admin.revokeKey(key.id);
    browser = await launchBrowser(executable ?? "");
    ({ page, complaints } = await openPage(browser));
    await page.goto(`${server.url}/audit`);
    await signInAsAdmin(page);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  describe("the audit log", () => {
    it("shows who did what, to what and from where, with every detail a key press away", async () => {
      await rowOf("Key revoked", "prod-cluster-1", "ada@acme.test", "127.0.0.1").waitFor();
      await expectAccessible(page, "audit log");
      await rowOf("Key revoked").getByRole("button").focus();
      await page.keyboard.press("ArrowDown");
      await focused(rowOf("edge-7").getByRole("button"));
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await dialog()
        .getByText(/^[0-9a-f]{64}$/)
        .waitFor();
      await expectAccessible(page, "audit row");
    });

    it("narrows to one target, action and day, and keeps all of it in the address", async () => {
      await dialog().getByRole("button", { name: "Only this target" }).click();
      await rowOf("edge-7").waitFor({ state: "detached" });
      await rowOf("Key created", "prod-cluster-1").waitFor();
      await button(/^Action:/).click();
      await page.getByRole("menuitemradio", { name: "Key revoked" }).click();
      await rowOf("Key created").waitFor({ state: "detached" });
      await button(/^Days:/).click();
      await dialog().getByRole("button", { name: "Today" }).click();
      await expectAccessible(page, "audit log, days");
      await page.keyboard.press("Escape");
      await dialogClosed();
      await page.reload();
      await rowOf("Key revoked", "prod-cluster-1").waitFor();
      expect(await rowOf("Key created").count()).toBe(0);
      const { searchParams } = new URL(page.url());
      expect(Object.fromEntries(searchParams)).toMatchObject({ action: "api_key.revoked", kind: "api_key" });
    });

    it("says when nothing matches, and shows everything again", async () => {
      await button(/^Action:/).click();
      await page.getByRole("menuitemradio", { name: "Executor deleted" }).click();
      await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
      await button("Show everything").click();
      await rowOf("edge-7").waitFor();
      expect(new URL(page.url()).search).toBe("");
    });

    it("announces what others do meanwhile, without moving a row, and shows it when asked", async () => {
      await admin.createKey("made elsewhere");
      await button("Show 1 new row").waitFor();
      expect(await rowOf("made elsewhere").count()).toBe(0);
      await button("Show 1 new row").click();
      await rowOf("Key created", "made elsewhere").waitFor();
    });

    it("stands on a key's own page, as far as it is about that key", async () => {
      await page.getByRole("link", { name: "API keys" }).click();
      await page.getByRole("link", { name: "prod-cluster-1" }).click();
      const trail = page.getByRole("region", { name: "Audit log" });
      await trail.getByText("by hand").waitFor();
      expect(await trail.getByRole("listitem").count()).toBe(2);
      await expectAccessible(page, "key page with its audit rows");
    });
  });

  it("needed no exception from the content security policy all the while", () => {
    expect(complaints).toEqual([]);
  });
});
