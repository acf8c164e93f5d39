import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provideTestElectron } from "../scripts/provide-test-electron.mjs";
import { expectAccessible } from "./support/accessibility.ts";
import { findXvfb, launchElectron, startScreen, type TestElectron } from "./support/launch-electron.ts";
import { isProvided } from "./support/requirement.ts";
import { shownSecret } from "./support/secrets.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = await provideTestElectron();
const canRun = isProvided("a test Electron for this system", executable) && isProvided("Xvfb", findXvfb());

describe.skipIf(!canRun)("the desktop app in Electron", () => {
  let server: TestServer;
  let screen: Awaited<ReturnType<typeof startScreen>>;
  let electron: TestElectron;

  stopAtFirstFailure();

  const launch = (options: { serverUrl?: string; userData?: string } = {}) =>
    launchElectron({ executable: executable ?? "", display: screen.display, ...options });
  const keysHeading = () => electron.page.getByRole("heading", { name: "API keys", exact: true });

  beforeAll(async () => {
    [server, screen] = await Promise.all([startServer({ withOwner: true }), startScreen()]);
    electron = await launch();
  });
  afterAll(async () => {
    await electron?.dispose();
    screen?.stop();
    await server?.dispose();
  });

  it("asks for the server's address at its first start, and checks it live", async () => {
    const { page } = electron;
    await page.getByRole("heading", { name: "Connect to your server" }).waitFor();
    const address = page.getByRole("textbox", { name: "Server address" });
    await address.fill("nonsense:://");
    await page.getByText("This is not an address yet").waitFor();
    await address.fill("http://127.0.0.1:9");
    await page.getByText("No answer.").waitFor();
    await expectAccessible(page, "server address, no answer");
    expect(await page.getByRole("button", { name: "Continue" }).isDisabled()).toBe(true);
    await address.fill(server.url);
    await page.getByText(/Excalibur .* answers in \d+ ms, on this machine/).waitFor();
    await expectAccessible(page, "server address, found");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await expectAccessible(page, "sign in");
  });

  it("signs in and shows the keys, while the page holds no token and knows no Node", async () => {
    const { page } = electron;
    await signInAsAdmin(page);
    await keysHeading().waitFor();
    const reachable = await page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, "require"),
      process: typeof Reflect.get(globalThis, "process"),
      cookie: document.cookie,
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    }));
    expect(reachable).toEqual({ require: "undefined", process: "undefined", cookie: "", storage: "[{},{}]" });
    const cookies = await electron.app.evaluate(({ session }) => session.defaultSession.cookies.get({}));
    expect(cookies).toEqual([]);
  });

  it("has no network but its own origin", async () => {
    const outcomes = await electron.page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url, { mode: "no-cors" }).then(
              () => "reached",
              () => "refused",
            ),
          ),
        ),
      [`${server.url}/healthz`, "http://127.0.0.1:9/", "https://example.com/", "file:///etc/hostname"],
    );
    expect(outcomes).toEqual(["refused", "refused", "refused", "refused"]);
    const own = await electron.page.evaluate(() => fetch("/api/auth/get-session").then((response) => response.status));
    expect(own).toBe(404);
  });

  it("refuses new windows, other addresses and every permission", async () => {
    const { page, app } = electron;
    expect(await page.evaluate(() => window.open("https://example.com/") === null)).toBe(true);
    await page.evaluate((url) => location.assign(url), server.url);
    await page.evaluate(() => location.assign("file:///etc/hostname"));
    expect(new URL(page.url()).host).toBe("excalibur");
    expect(app.windows()).toHaveLength(1);
    const permissions = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      clipboard: await navigator.clipboard.readText().then(
        () => "granted",
        () => "denied",
      ),
      location: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve("granted"),
          () => resolve("denied"),
        ),
      ),
    }));
    expect(permissions).toEqual({ notifications: "denied", clipboard: "denied", location: "denied" });
    // Playwright goes on waiting for the refused navigations; one of the page's own ends that.
    await page.goto("app://excalibur/keys");
  });

  it("copies a new key to the system's clipboard, and says for how long", async () => {
    const { page, app } = electron;
    await keysHeading().waitFor();
    await page.keyboard.press("n");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("laptop");
    await page.getByRole("button", { name: "Create key" }).click();
    const secret = await shownSecret(page);
    await page.getByRole("button", { name: "Copy key" }).click();
    await page.getByText("The clipboard is cleared in 60 s if it still holds the key.").waitFor();
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(secret);
  });

  it("asks before the window is closed over a secret that is not stored, and stays if told so", async () => {
    const { page, app } = electron;
    const questions = await app.evaluate(async ({ BrowserWindow, dialog }) => {
      const asked: string[] = [];
      // Stands in for the person who presses "Stay".
      dialog.showMessageBoxSync = (...options: unknown[]) => {
        asked.push((options.at(-1) as { message: string }).message);
        return 0;
      };
      BrowserWindow.getAllWindows()[0]?.close();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return asked;
    });
    expect(questions).toEqual(["The new key has not been stored yet"]);
    await shownSecret(page);
    await page.getByRole("button", { name: "I’ve stored this key" }).click();
  });

  it("quits while a secret is still on the clipboard, remembers the server, but keeps no session where the system has no keychain", async () => {
    const { userData, app } = electron;
    await app.close();
    expect(await readdir(userData)).not.toContain("session.bin");
    expect(JSON.parse(await readFile(join(userData, "settings.json"), "utf8"))).toEqual({ serverUrl: server.url });
    electron = await launch({ userData });
    await electron.page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await electron.page.getByText(server.url).waitFor();
  });

  it("opens while the server is away, says so, and goes on by itself when it is back", async () => {
    const { userData, app } = electron;
    const { dataFolder } = server;
    await app.close();
    await server.stop("SIGKILL");
    electron = await launch({ userData });
    await electron.page.getByRole("heading", { name: "The server can't be reached" }).waitFor();
    await expectAccessible(electron.page, "unreachable at start");
    server = await startServer({ withOwner: true, dataFolder, port: Number(new URL(server.url).port) });
    await electron.page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
  });
});
