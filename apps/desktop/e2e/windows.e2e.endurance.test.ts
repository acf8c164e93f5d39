import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { twoFrames } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { expectLiveStreams, setVisibility } from "./support/live-streams.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

/** After how long a page that has live messages asks again all the same. */
const ASKS_BY_ITSELF_MS = 60_000;

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))(
  "several windows of the console, and slow answers",
  () => {
    let server: TestServer;
    let browser: Browser;
    let page: Page;

    stopAtFirstFailure();

    beforeAll(async () => {
      server = await startServer({ withOwner: true });
      browser = await sharedBrowser(executable ?? "");
      ({ page } = await openPage(browser));
      await page.goto(`${server.url}/keys`);
      await signInAsAdmin(page);
      await page.getByRole("heading", { name: "API keys", exact: true }).waitFor();
    });
    afterAll(async () => {
      await closePages(browser);
      await server?.dispose();
    });

    const name = () => page.getByRole("textbox", { name: "Name", exact: true });
    const openNewKey = () => page.getByRole("button", { name: "New key", exact: true }).first().click();

    it("takes a press that begins before slow commands arrive and ends after them", async () => {
      let answer = () => {};
      const answered = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const isRecipe = /executors\.recipe/;
      await page.route(isRecipe, (route) => answered.then(() => route.continue()));
      await openNewKey();
      await name().fill("pressed");
      await page.getByRole("button", { name: "Create", exact: true }).click();
      await page.getByRole("button", { name: "Copy key" }).hover();
      await page.mouse.down();
      answer();
      await page.getByRole("button", { name: "Copy commands" }).waitFor();
      await page.mouse.up();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      await page.unroute(isRecipe);
    });

    it("leaves the focus where a person has moved it before a closed dialog gives it back", async () => {
      await page.locator("[data-row-link]").waitFor({ state: "attached" });
      // As soon as the dialog is gone, which is before it gives the focus back to the new key.
      await page.evaluate(() => {
        const observer = new MutationObserver(() => {
          if (document.querySelector("[role=dialog]") !== null) return;
          observer.disconnect();
          document.querySelector<HTMLElement>("input[type=search]")?.focus();
        });
        observer.observe(document.body, { childList: true, subtree: true });
      });
      await page.getByRole("button", { name: "I’ve stored this key" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await twoFrames(page);
      await page.keyboard.type("pressed");
      expect(await page.getByRole("searchbox").inputValue()).toBe("pressed");
      await page.getByRole("searchbox").fill("");
    });

    it("keeps what is typed into a form while another person saves the same, and follows them once it is saved", async () => {
      const { mutate } = await adminCalls(server.url);
      const save = (timeZone: string) => mutate("organizations.setTimeZone", { timeZone });
      await page.goto(`${server.url}/notifications`);
      const zone = page.getByLabel("Time zone", { exact: true });
      await zone.fill("Europe/Berlin");
      const readAgain = page.waitForResponse(/channels\.list/);
      await save("Asia/Tokyo");
      await (await readAgain).finished();
      await twoFrames(page);
      expect(await zone.inputValue()).toBe("Europe/Berlin");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Saved.").waitFor();
      // Past the message, and not back from it.
      await zone.focus();
      for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press("Tab");
      expect(await zone.evaluate((element) => element === document.activeElement)).toBe(false);
      await save("Asia/Tokyo");
      await expect.poll(() => zone.inputValue()).toBe("Asia/Tokyo");
    });

    it("subscribes once, also where pages can't share a stream, and not again after the server's first message", async () => {
      await page.getByText("Connected", { exact: true }).waitFor();
      await expectLiveStreams(server.url, 1);
      const alone = await page.context().newPage();
      const streams: string[] = [];
      alone.on("request", (request) => {
        if (request.url().includes("/live.subscribe")) streams.push(request.url());
      });
      await alone.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
      await alone.goto(`${server.url}/keys`);
      await alone.getByText("Connected", { exact: true }).waitFor();
      await expectLiveStreams(server.url, 2);
      expect(streams).toHaveLength(1);
      await alone.close();
      await expectLiveStreams(server.url, 1);
    });

    it("has seven visible windows share one stream, each of them live and able to send requests, also after any of them closes", async () => {
      const { createKey, revokeKey } = await adminCalls(server.url);
      const { key } = await createKey("revoked in sight");
      const revoked = (on: Page) =>
        on.getByRole("row", { name: /revoked in sight/ }).getByText("Revoked", { exact: true });
      // The first of all goes too: what it set up for the others must not go with it.
      const context = page.context();
      await page.close();
      const windows: Page[] = [];
      while (windows.length < 7) {
        const opened = await context.newPage();
        await opened.goto(`${server.url}/keys`);
        await opened.getByRole("link", { name: "revoked in sight" }).waitFor();
        windows.push(opened);
      }
      await expectLiveStreams(server.url, 1);
      const [first, second, ...rest] = windows as [Page, Page, ...Page[]];
      await Promise.all([first.close(), second.close()]);
      await revokeKey(key.id);
      // Sooner than a window with a stream asks by itself.
      await Promise.all(rest.map((each) => revoked(each).waitFor({ timeout: ASKS_BY_ITSELF_MS / 2 })));
      expect(
        await Promise.all(rest.map((each) => each.evaluate(async () => (await fetch("/healthz")).status))),
      ).toEqual(rest.map(() => 200));
      await expectLiveStreams(server.url, 1);
      page = rest.shift()!;
      await Promise.all(rest.map((each) => each.close()));
    });

    it("holds no stream for pages out of sight, and shows what a page has missed", async () => {
      const { createKey, revokeKey } = await adminCalls(server.url);
      const { key } = await createKey("revoked out of sight");
      await page.reload();
      await page.getByRole("link", { name: "revoked out of sight" }).waitFor();
      // A browser opens six connections to a server, for all its pages together.
      const others: Page[] = [];
      for (let behind = page; others.length < 6; behind = others.at(-1)!) {
        await setVisibility(behind, "hidden");
        const opened = await page.context().newPage();
        await opened.goto(`${server.url}/keys`);
        await opened.getByRole("link", { name: "revoked out of sight" }).waitFor();
        others.push(opened);
      }
      await expectLiveStreams(server.url, 1);
      await revokeKey(key.id);
      await setVisibility(page, "visible");
      await page
        .getByRole("row", { name: /revoked out of sight/ })
        .getByText("Revoked", { exact: true })
        .waitFor();
      await page.getByText("Connected", { exact: true }).waitFor();
      await Promise.all(others.map((other) => other.close()));
      await expectLiveStreams(server.url, 1);
    });
  },
);
