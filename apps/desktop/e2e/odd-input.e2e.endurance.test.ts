import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINIMUM_SIZE } from "../src/main/window/window-state.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { changeDatabase } from "./support/change-database.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { cutOff } from "./support/cut-off.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const MOVES = 40;
/** Accepted by earlier versions only. */
const PILED_NAME = `Z${"\u0351\u0321\u033F".repeat(10)}`.normalize("NFC");
const NAMES = {
  "a name of emoji": "🗝️👩‍👩‍👧‍👦🏴‍☠️🇩🇪",
  "a name from right to left": "مفتاح الإنتاج ١",
  "a name of combining characters": PILED_NAME,
  "32 of the widest characters": "﷽".repeat(32),
  markup: "<img src=x onerror=alert(1)>",
} as const;

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("the console with odd input", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let admin: Awaited<ReturnType<typeof adminCalls>>;

  stopAtFirstFailure();

  /** Follows a link of the sidebar, which lies in a drawer here. */
  const goTo = async (screen: string) => {
    await page.getByRole("button", { name: "Open the sidebar" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("link", { name: new RegExp(`^${screen}`) }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: screen, exact: true, level: 1 }).waitFor();
  };
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    admin = await adminCalls(server.url);
    for (const name of Object.values(NAMES)) await admin.createKey(name === PILED_NAME ? "piled" : name);
    changeDatabase(server.dataFolder, (database) =>
      database
        .prepare("UPDATE api_key SET name = ?, name_folded = ? WHERE name = 'piled'")
        .run(PILED_NAME, PILED_NAME.toLowerCase()),
    );
    for (let index = 0; index < MOVES; index += 1) {
      const { secret } = await admin.createKey(`moved ${index}`);
      await sync(server.url, secret, "wanderer");
    }
    browser = await sharedBrowser(executable ?? "");
    ({ page, complaints } = await openPage(browser));
    // A machine whose clock is three days behind.
    await page.addInitScript((skewMs) => {
      const now = Date.now;
      Date.now = () => now() - skewMs;
    }, 3 * DAY_MS);
    await page.goto(`${server.url}/keys`);
    await signInAsAdmin(page);
    await row(`moved ${MOVES - 1}`).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it.each(Object.entries(NAMES))("shows %s in a row like any other", async (_what, name) => {
    await page.getByRole("searchbox").fill(name);
    const shown = row(name);
    await shown.waitFor();
    const [box, status] = await Promise.all([shown.boundingBox(), shown.getByText("Active").boundingBox()]);
    const link = await shown.getByRole("link", { name, exact: true }).boundingBox();
    expect(box?.height).toBe(44);
    expect(link!.x + link!.width).toBeLessThanOrEqual(status!.x);
  });

  it("keeps to the server's clock where this machine's is wrong", async () => {
    await page.getByRole("searchbox").fill(`moved ${MOVES - 1}`);
    await row(`moved ${MOVES - 1}`)
      .getByText(/^(now|\d+ (s|min) ago)$/)
      .first()
      .waitFor();
    expect(await page.getByText(/in 3 days|days ago/).count()).toBe(0);
  });

  it("shows an executor that has moved through 40 keys, page by page", async () => {
    await page.getByRole("link", { name: /^Executors/ }).click();
    await page.getByRole("link", { name: "wanderer" }).click();
    await page.getByRole("heading", { name: "Key history" }).waitFor();
    const entries = page.getByRole("region", { name: "Key history" }).getByRole("listitem");
    // The button is there as long as there are older ones, and each page that it brings is awaited before the next.
    for (let shown = 0; shown < MOVES; shown = await entries.count()) {
      if (shown > 0) await page.getByRole("button", { name: "Show older ones" }).click();
      await expect.poll(() => entries.count()).toBeGreaterThan(shown);
    }
    expect(await entries.count()).toBe(MOVES);
    await expectAccessible(page, "executor with 40 keys");
  });

  it("says that something else answers when a proxy steps in, and goes on when it steps out", async () => {
    const proxyPage = { status: 200, contentType: "text/html", body: "<h1>Please sign in to the Wi-Fi</h1>" };
    await page.route("**/trpc/**", (route) => route.fulfill(proxyPage));
    await page.getByRole("link", { name: /^Events/ }).click();
    await page.getByText("Something else answered").first().waitFor();
    await expectAccessible(page, "a proxy's page in place of answers");
    await page.unroute("**/trpc/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "wanderer" }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it("cuts nothing off in the smallest window, on any screen", async () => {
    await page.setViewportSize(MINIMUM_SIZE);
    const open = (link: string) => page.getByRole("link", { name: link }).first().click();
    const screens = ["Overview", "Executors", "API keys", "Events", "Audit log", "Members", "Organization"];
    for (const screen of screens) {
      await goTo(screen);
      await page.getByRole("status").filter({ hasText: "Loading" }).waitFor({ state: "detached" });
      if (screen === "API keys") {
        await admin.createKey("made elsewhere");
        await page.getByRole("button", { name: "Show 1 new key" }).waitFor();
      }
      expect(await cutOff(page), `the screen ${screen}`).toEqual([]);
    }
    await goTo("API keys");
    await page.getByRole("searchbox").fill(NAMES["32 of the widest characters"]);
    await open(NAMES["32 of the widest characters"]);
    await page.getByText("Begins with").waitFor();
    expect(await cutOff(page), "page of a key").toEqual([]);
    await goTo("Executors");
    await open("wanderer");
    await page.getByRole("heading", { name: "Key history" }).waitFor();
    expect(await cutOff(page), "page of an executor").toEqual([]);
    await page.goto(`${server.url}/account`);
    await page.getByRole("heading", { name: "Sessions" }).waitFor();
    expect(await cutOff(page), "the screen Account").toEqual([]);
    await page.goto(
      `${server.url}/audit?kind=api_key&target=key_${"0".repeat(26)}&action=api_key.created&from=2026-01-01`,
    );
    await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
    expect(await cutOff(page), "the audit log, narrowed").toEqual([]);
  });

  it("fits every dialog into the smallest window, with the buttons that end it", async () => {
    const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
    const button = (name: string) => page.getByRole("button", { name, exact: true }).first();
    const expectToFit = async (what: string) => {
      await dialog.waitFor();
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
      // A dialog that is higher than the window scrolls, under the buttons that end it.
      const { y: top } = (await dialog.boundingBox())!;
      expect(top, `top of ${what}`).toBeGreaterThanOrEqual(0);
      const { y, height } = (await dialog.getByRole("button").last().boundingBox())!;
      expect(y, `buttons of ${what}`).toBeGreaterThanOrEqual(0);
      expect(y + height, `buttons of ${what}`).toBeLessThanOrEqual(MINIMUM_SIZE.height);
      expect(await cutOff(page), `sides of ${what}`).toEqual([]);
    };
    const opened = [
      ["Members", "Invite"],
      ["Audit log", "Verify chain"],
      ["Executors", "Connect new executor"],
      ["API keys", "New key"],
    ] as const;
    for (const [screen, name] of opened) {
      await goTo(screen);
      await button(name).click();
      await expectToFit(name);
      if (name === "New key") break;
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(NAMES["32 of the widest characters"]);
    await button("Create").click();
    await page.getByLabel("The commands, with the new key in them").waitFor();
    await expectToFit("one-time secret");
    await button("I’ve stored this key").click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("link", { name: NAMES["32 of the widest characters"] }).first().click();
    for (const name of ["Rotate", "Revoke"]) {
      await button(name).click();
      await expectToFit(name);
      await button("Cancel").click();
      await dialog.waitFor({ state: "detached" });
    }
  });
});
