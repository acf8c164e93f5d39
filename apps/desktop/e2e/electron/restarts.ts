import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { expectAccessible } from "../support/accessibility.ts";
import { launchElectron } from "../support/launch-electron.ts";
import { isProvided } from "../support/requirement.ts";
import { findKeychain } from "../support/stage-app.ts";
import { signInAsAdmin } from "../support/sign-in.ts";
import { startServer } from "../support/start-server.ts";
import { KEY_LINK, type DesktopWalk } from "./walk.ts";

/** Server and app, stopped and started again. */
export function testRestarts(desktop: DesktopWalk): void {
  const { launch, expectSubscriptions } = desktop;

  it("says when the server is gone, goes on by itself when it is back, and loses nothing that was typed", async () => {
    const { page } = desktop.electron;
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    await page.getByRole("link", { name: "API keys" }).first().click();
    await page.getByRole("button", { name: "New key", exact: true }).click();
    await name.fill("typed before");
    const { dataFolder, url } = desktop.server;
    await desktop.server.stop("SIGKILL");
    await page.getByText("Not connected").waitFor();
    await page.getByText("The server can't be reached.").first().waitFor();
    desktop.server = await startServer({ withOwner: true, dataFolder, port: Number(new URL(url).port) });
    await page.getByText("Connected", { exact: true }).waitFor();
    expect(await name.inputValue()).toBe("typed before");
    await expectSubscriptions(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("quits while a secret is still on the clipboard, remembers server and theme, and keeps no session where the system has no keychain", async () => {
    const { userData, app, page } = desktop.electron;
    await page.evaluate(() => {
      localStorage.setItem("theme", "dark");
      // As another window would have chosen it.
      window.dispatchEvent(new StorageEvent("storage"));
    });
    await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe("dark");
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1111, 777));
    await app.close();
    expect(JSON.parse(await readFile(join(userData, "window.json"), "utf8"))).toMatchObject({
      width: 1111,
      height: 777,
    });
    expect((await readdir(userData)).filter((name) => name.endsWith(".new"))).toEqual([]);
    await expectSubscriptions(0);
    expect(await readdir(userData)).not.toContain("session.bin");
    expect(JSON.parse(await readFile(join(userData, "settings.json"), "utf8"))).toEqual({
      serverUrl: desktop.server.url,
      servers: [desktop.server.url],
    });
    expect(JSON.parse(await readFile(join(userData, "theme.json"), "utf8"))).toEqual({ theme: "dark" });
  });

  it.skipIf(!isProvided("a keychain", findKeychain()))(
    "keeps the session, sealed, over a restart where the system has a keychain, and sends no one to sign in again",
    async () => {
      const launchThere = (userData?: string) =>
        launchElectron({
          executable: desktop.staged.executableWithKeychain,
          display: desktop.screen.display,
          serverUrl: desktop.server.url,
          ...(userData === undefined ? {} : { userData }),
        });
      const first = await launchThere();
      await signInAsAdmin(first.page);
      await first.page.getByRole("heading", { name: "Overview", exact: true }).waitFor();
      await expectSubscriptions(1);
      await first.close();
      await expectSubscriptions(0);
      expect((await readFile(join(first.userData, "session.bin"))).includes("session_token")).toBe(false);
      const second = await launchThere(first.userData);
      await second.page.getByRole("heading", { name: "Overview", exact: true }).waitFor();
      await second.dispose();
    },
  );

  it("opens the page of the link that started it, at the server it remembers, once someone has signed in", async () => {
    desktop.electron = await launch({ userData: desktop.electron.userData, args: [KEY_LINK] });
    await desktop.electron.page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await desktop.electron.page.getByText(desktop.server.url).waitFor();
    await desktop.electron.page.getByText("This system has no keychain").waitFor();
    await signInAsAdmin(desktop.electron.page);
    await desktop.electron.page.getByText("There is no such API key in this organization.").waitFor();
  });

  it("ends with status 143 at SIGTERM, and every process of it does", async () => {
    const { app } = desktop.electron;
    await expectSubscriptions(1);
    const processes = await app.evaluate(({ app: main }) => main.getAppMetrics().map(({ pid }) => pid));
    const exit = once(app.process(), "exit");
    app.process().kill("SIGTERM");
    expect(await exit).toEqual([143, null]);
    await expect.poll(() => processes.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    await expectSubscriptions(0);
  });

  it("opens while the server is away, says so, and goes on by itself when it is back", async () => {
    const { userData } = desktop.electron;
    const { dataFolder } = desktop.server;
    await desktop.server.stop("SIGKILL");
    desktop.electron = await launch({ userData });
    await desktop.electron.page.getByRole("heading", { name: "The server can't be reached" }).waitFor();
    await expectAccessible(desktop.electron.page, "unreachable at start");
    desktop.server = await startServer({ withOwner: true, dataFolder, port: Number(new URL(desktop.server.url).port) });
    await desktop.electron.page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
  });
}
