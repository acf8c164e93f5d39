import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { watchFailingChannel } from "./shell/failing-channels.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { focused } from "./support/focused.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { ADMIN, startServer, sync, type TestServer } from "./support/start-server.ts";
import { totp } from "./support/totp.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))(
  "what surrounds every screen, and one's own account",
  () => {
    let server: TestServer;
    let browser: Browser;
    let page: Page;
    let complaints: string[];
    let admin: Awaited<ReturnType<typeof adminCalls>>;

    stopAtFirstFailure();

    const palette = () => page.getByRole("dialog", { name: "Command palette" });
    const search = () => palette().getByRole("combobox");
    const openPalette = async () => {
      await page.keyboard.press("ControlOrMeta+k");
      await focused(search());
    };
    const closed = () => palette().waitFor({ state: "detached" });
    const keysHeading = () => page.getByRole("heading", { name: "API keys", exact: true });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

    beforeAll(async () => {
      server = await startServer({ withOwner: true });
      admin = await adminCalls(server.url);
      const { secret } = await admin.createKey("prod-cluster-1");
      await sync(server.url, secret, "edge-7");
      browser = await sharedBrowser(executable ?? "");
      ({ page, complaints } = await openPage(browser));
      await page.goto(`${server.url}/keys`);
      await signInAsAdmin(page);
      await keysHeading().waitFor();
    });
    afterAll(async () => {
      await closePages(browser);
      await server?.dispose();
    });

    it("finds a key by a part of its name from anywhere, and goes to it, by keyboard alone", async () => {
      await openPalette();
      await expectAccessible(page, "command palette");
      await page.keyboard.type("cluster");
      await palette()
        .getByRole("option", { name: /prod-cluster-1/ })
        .waitFor();
      await expectAccessible(page, "command palette with a key found");
      await page.keyboard.press("Enter");
      await closed();
      await page.getByText("Begins with").waitFor();
    });

    it.each([
      ["rotate cluster", /prod-cluster-1/, "Rotate prod-cluster-1?"],
      ["label cluster", /prod-cluster-1/, "Details of prod-cluster-1"],
      ["new key for edge", /edge-7/, "New key"],
      ["revoke cluster", /prod-cluster-1/, "Revoke prod-cluster-1?"],
    ])("asks whether to do what is typed before a name, by keyboard alone: %s", async (typed, found, title) => {
      await openPalette();
      await page.keyboard.type(typed);
      await palette().getByRole("option", { name: found }).waitFor();
      await page.keyboard.press("Enter");
      const question = page.getByRole("dialog", { name: title }).or(page.getByRole("alertdialog", { name: title }));
      await question.waitFor();
      if (title === "New key") await question.getByText("edge-7").first().waitFor();
      await page.keyboard.press("Escape");
      await question.waitFor({ state: "detached" });
    });

    it("says when nothing is called so, and lets a pasted key into no address", async () => {
      await openPalette();
      await page.keyboard.insertText(`exc_${"a".repeat(49)}`);
      expect(await search().inputValue()).toBe("exc_aaaa");
      await palette().getByText("Nothing is called “exc_aaaa”.").waitFor();
      await page.keyboard.press("Escape");
      await closed();
    });

    it("runs actions: New key opens its form, and no shortcut reaches past an open dialog", async () => {
      await openPalette();
      await page.keyboard.type("new key");
      await page.keyboard.press("Enter");
      const name = page.getByRole("dialog").getByRole("textbox", { name: "Name", exact: true });
      await focused(name);
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("?n");
      expect(await name.inputValue()).toBe("?n");
      expect(await page.getByRole("dialog").count()).toBe(1);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    });

    it("goes to a screen by g and its key, and lists every shortcut at ?", async () => {
      await page.keyboard.press("g");
      await page.keyboard.press("k");
      await keysHeading().waitFor();
      await page.keyboard.press("?");
      await page.getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();
      await expectAccessible(page, "keyboard shortcuts");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    });

    it("keeps the chosen theme over the system's and over a reload, until *System* is chosen again", async () => {
      const light = await ground();
      await openPalette();
      await page.keyboard.type("theme dark");
      await page.keyboard.press("Enter");
      await expect.poll(ground).not.toBe(light);
      // Also while the app's own code is still on its way, so that nothing flashes.
      await page.route("**/assets/index-*.js", (route) => route.abort());
      await page.reload();
      expect(await ground()).not.toBe(light);
      await page.unroute("**/assets/index-*.js");
      await page.reload();
      await keysHeading().waitFor();
      expect(await ground()).not.toBe(light);
      await page.getByRole("button", { name: "Jump to…" }).click();
      await search().fill("theme system");
      await palette().getByRole("option", { name: "Theme: system" }).click();
      await expect.poll(ground).toBe(light);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
    });

    it("says on the overview which notification channels fail, and in the notices what channels have told", async () => {
      await watchFailingChannel(page, server.url, admin);
      await page.goto(`${server.url}/keys`);
      await keysHeading().waitFor();
    });

    describe("the account", () => {
      const NEW_PASSWORD = "another horse battery staple";
      let other: Page;
      let appSecret: string;
      let recoveryCode: string;

      const dialog = () => page.getByRole("dialog").or(page.getByRole("alertdialog"));
      const button = (name: string) => page.getByRole("button", { name, exact: true });
      const sidebarOf = (on: Page) => on.getByRole("button", { name: /^Account:/ });
      const signOut = async (on: Page) => {
        await sidebarOf(on).click();
        await on.getByRole("menuitem", { name: "Sign out" }).click();
        await on.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
      };

      it("takes another name, which stands everywhere at once", async () => {
        await sidebarOf(page).click();
        await page.getByRole("menuitem", { name: "Account" }).click();
        await page.getByRole("heading", { name: "Sessions" }).waitFor();
        await page.getByText("this one").waitFor();
        await expectAccessible(page, "account");
        await page.getByRole("textbox", { name: "Name" }).fill("Ada Lovelace");
        await button("Save").click();
        await sidebarOf(page).getByText("Ada Lovelace").waitFor();
      });

      it("ends another session, which says so at its next action and keeps what was typed", async () => {
        ({ page: other } = await openPage(browser));
        await other.goto(`${server.url}/keys`);
        await signInAsAdmin(other);
        await other.getByRole("link", { name: "prod-cluster-1" }).waitFor();
        await other.keyboard.press("n");
        await other.getByRole("textbox", { name: "Name", exact: true }).fill("typed before");
        await page.reload();
        await page.getByRole("button", { name: "End session…" }).last().click();
        await expectAccessible(page, "end session");
        // Every session but the page's own: that of the calls at the start among them.
        await dialog().getByRole("button", { name: "End session" }).click();
        await dialog().waitFor({ state: "detached" });
        await page.getByRole("button", { name: "End session…" }).click();
        await dialog().getByRole("button", { name: "End session" }).click();
        await page.getByRole("button", { name: "End session…" }).waitFor({ state: "detached" });
        await other.getByRole("heading", { name: "Your session has ended" }).waitFor();
        await other.getByLabel("Password", { exact: true }).fill(ADMIN.password);
        await other.getByRole("button", { name: "Sign in", exact: true }).click();
        await other.getByRole("heading", { name: "Your session has ended" }).waitFor({ state: "detached" });
        expect(await other.getByRole("textbox", { name: "Name", exact: true }).inputValue()).toBe("typed before");
        await other.keyboard.press("Escape");
      });

      it("changes the password only for who knows it, and signs out everywhere else", async () => {
        await page.getByLabel("Current password", { exact: true }).fill("wrong");
        await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
        await button("Change password").click();
        await page.getByText("That is not your current password.").waitFor();
        await page.getByLabel("Current password", { exact: true }).fill(ADMIN.password);
        await button("Change password").click();
        await page.getByText(/Your password is changed/).waitFor();
        await other.getByRole("heading", { name: "Your session has ended" }).waitFor();
        await other.getByRole("button", { name: "Leave and sign in as someone else" }).click();
        await other.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
      });

      it("sets up an authenticator app, and shows recovery codes that only a promise closes", async () => {
        await button("Set up…").click();
        await focused(page.getByLabel("Your password", { exact: true }));
        await page.keyboard.type(NEW_PASSWORD);
        await page.keyboard.press("Enter");
        await page.getByRole("img", { name: "QR code for your authenticator app" }).waitFor();
        await expectAccessible(page, "set up two-factor");
        appSecret = (
          await dialog()
            .getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/)
            .innerText()
        ).trim();
        await dialog().getByRole("textbox", { name: "Code" }).fill("000000");
        await dialog().getByRole("button", { name: "Turn on" }).click();
        await page.getByText(/That code is not right/).waitFor();
        await dialog().getByRole("textbox", { name: "Code" }).fill(totp(appSecret));
        await dialog().getByRole("button", { name: "Turn on" }).click();
        await page.getByRole("heading", { name: "Store your recovery codes" }).waitFor();
        recoveryCode = (await dialog().getByRole("listitem").first().innerText()).trim();
        await expectAccessible(page, "recovery codes");
        await page.keyboard.press("Escape");
        await page.mouse.click(5, 5);
        await button("I’ve stored these codes").click();
        await button("Turn off…").waitFor();
      });

      it("asks for the app's code after the password", async () => {
        await signInAsAdmin(other, NEW_PASSWORD);
        const code = other.getByRole("textbox", { name: "Code of your authenticator app" });
        await focused(code);
        await expectAccessible(other, "second step");
        await code.fill("000000");
        await other.keyboard.press("Enter");
        await other.getByText("That code is not right. Enter the one that your app shows now.").waitFor();
        await code.fill(totp(appSecret));
        await other.keyboard.press("Enter");
        await sidebarOf(other).getByText("Ada Lovelace").waitFor();
      });

      it("lets a recovery code in once in the app's place", async () => {
        const enterByRecoveryCode = async () => {
          await signOut(other);
          await signInAsAdmin(other, NEW_PASSWORD);
          await other.getByRole("button", { name: "Use a recovery code instead" }).click();
          await other.getByRole("textbox", { name: "Recovery code" }).fill(recoveryCode);
          await other.keyboard.press("Enter");
        };
        await enterByRecoveryCode();
        await sidebarOf(other).getByText("Ada Lovelace").waitFor();
        await enterByRecoveryCode();
        await other.getByText("That recovery code is not right, or was used already.").waitFor();
      });

      it("turns the second step off for who knows the password", async () => {
        await button("Turn off…").click();
        await dialog().getByLabel("Your password", { exact: true }).fill(NEW_PASSWORD);
        await expectAccessible(page, "turn off two-factor");
        await dialog().getByRole("button", { name: "Turn off" }).click();
        await button("Set up…").waitFor();
      });
    });

    it("needed no exception from the content security policy all the while", () => {
      expect(complaints).toEqual([]);
    });
  },
);
