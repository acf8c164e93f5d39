import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provideTestElectron } from "../scripts/provide-test-electron.mjs";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { changeDatabase } from "./support/change-database.ts";
import { findXvfb, launchElectron, startScreen, type TestElectron } from "./support/launch-electron.ts";
import { expectLiveStreams, setVisibility } from "./support/live-streams.ts";
import { isProvided } from "./support/requirement.ts";
import { findKeychain, stageApp } from "./support/stage-app.ts";
import { findSandbox } from "./support/unprivileged.ts";
import { isInHeap, findSecret, shownSecret } from "./support/secrets.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { ADMIN, startServer, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = await provideTestElectron();
const canRun =
  isProvided("a test Electron for this system", executable) &&
  isProvided("Xvfb", findXvfb()) &&
  isProvided("a sandbox for an unprivileged user", findSandbox());
const DAY_MS = 24 * 60 * 60 * 1_000;
const KEY_LINK = "excalibur://keys/key_01jx5v7m2q8r9s0t1v2w3x4y5z";

describe.skipIf(!canRun)("the desktop app in Electron", () => {
  let server: TestServer;
  let screen: Awaited<ReturnType<typeof startScreen>>;
  let staged: Awaited<ReturnType<typeof stageApp>>;
  let electron: TestElectron;
  let secret: string;

  stopAtFirstFailure();

  const launch = (options: { serverUrl?: string; userData?: string; args?: string[] } = {}) =>
    launchElectron({ executable: staged.executable, display: screen.display, ...options });
  const keysHeading = () => electron.page.getByRole("heading", { name: "API keys", exact: true });

  const expectSubscriptions = (count: number) => expectLiveStreams(server.url, count);

  beforeAll(async () => {
    [server, screen, staged] = await Promise.all([
      startServer({ withOwner: true }),
      startScreen(),
      stageApp(executable ?? ""),
    ]);
    const { key } = await (await adminCalls(server.url)).createKey("prod");
    const [createdAt, expiresAt] = [Date.now() - 30 * DAY_MS, Date.now() + 6 * DAY_MS];
    changeDatabase(server.dataFolder, (database) =>
      database
        .prepare("UPDATE api_key SET created_at = ?, expires_at = ? WHERE id = ?")
        .run(createdAt, expiresAt, key.id),
    );
    electron = await launch();
  });
  afterAll(async () => {
    await electron?.dispose();
    screen?.stop();
    await server?.dispose();
    await staged?.dispose();
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

  it("runs its page in Chromium's sandbox, without any right of the system's administrator", async () => {
    const processes = await electron.app.evaluate(({ app }) =>
      app.getAppMetrics().map(({ pid, type }) => ({ pid, type })),
    );
    const status = async (type: string) => {
      const { pid } = processes.find((each) => each.type === type)!;
      const lines = (await readFile(`/proc/${pid}/status`, "utf8")).split("\n").map((line) => line.split(":\t"));
      return new Map(lines.map(([name = "", value = ""]) => [name, value]));
    };
    expect((await status("Browser")).get("Uid")).not.toMatch(/^0\t/);
    const page = await status("Tab");
    // 2: a filter of system calls.
    expect(page.get("Seccomp")).toBe("2");
    expect(page.get("NoNewPrivs")).toBe("1");
  });

  it("signs in and tells of a key in its last week by the system's own notification, which leads to the key", async () => {
    const { page, app } = electron;
    await collectNotifications(app);
    await signInAsAdmin(page);
    await expect
      .poll(() => app.evaluate(() => Reflect.get(globalThis, "notified") as unknown), { timeout: 20_000 })
      .toEqual(["prod expires within 7 days"]);
    await app.evaluate(() => (Reflect.get(globalThis, "lastNotification") as Electron.Notification).emit("click"));
    await page.getByText("Begins with").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/o\/acme\/keys\/key_/);
    await page.getByRole("link", { name: "API keys" }).first().click();
  });

  it("shows the keys, while the page holds no token and knows no Node", async () => {
    const { page } = electron;
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

  it("closes the server's stream with the page that reads it, on every reload and on signing out", async () => {
    const { page } = electron;
    await expectSubscriptions(1);
    for (let reload = 0; reload < 3; reload += 1) {
      await page.reload();
      await keysHeading().waitFor();
    }
    await expectSubscriptions(1);
    await page.getByRole("button", { name: /^Account:/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await expectSubscriptions(0);
    await signInAsAdmin(page);
    await expectSubscriptions(1);
    await page.getByRole("link", { name: "API keys" }).first().click();
    await keysHeading().waitFor();
  });

  it("keeps its stream while its window is hidden, where a page of the console would close it and ask anew", async () => {
    const { page } = electron;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await setVisibility(page, "hidden");
    await page.evaluate(() => document.dispatchEvent(new Event("freeze")));
    await setVisibility(page, "visible");
    await page.evaluate(() => fetch("/trpc/server.info"));
    await expect.poll(() => asked).toContain("/trpc/server.info");
    expect(asked).not.toContain("/trpc/live.subscribe");
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

  it("opens the page of a link that arrives while it runs, in the window there is, and nothing for any other link", async () => {
    const { page, app } = electron;
    const follow = (link: string) =>
      app.evaluate(({ app: main }, argument) => void main.emit("second-instance", {}, ["excalibur", argument]), link);
    await keysHeading().waitFor();
    await follow("excalibur://members?next=//evil.example");
    await follow(KEY_LINK);
    await page.getByText("There is no such API key in this organization.").waitFor();
    expect(page.url()).toBe("app://excalibur/o/acme/keys/key_01jx5v7m2q8r9s0t1v2w3x4y5z");
    expect(app.windows()).toHaveLength(1);
  });

  it("follows a link to another organization away from an open dialog, which changes nothing in either", async () => {
    const { page, app } = electron;
    const follow = (link: string) =>
      app.evaluate(({ app: main }, argument) => void main.emit("second-instance", {}, ["excalibur", argument]), link);
    const acme = await adminCalls(server.url);
    const { id } = await acme.mutate<{ id: string }>("organizations.create", { name: "Globex" });
    const globex = await adminCalls(server.url, ADMIN, id);
    const there = (await globex.createKey("there")).key.id;
    await page.getByRole("link", { name: "API keys" }).first().click();
    await page.getByRole("button", { name: /^New key/ }).click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("half typed");
    await follow(`excalibur://o/globex/keys/${there}`);
    await page.getByText("Begins with").waitFor();
    expect(page.url()).toBe(`app://excalibur/o/globex/keys/${there}`);
    expect(await page.getByRole("dialog").count()).toBe(0);
    for (const calls of [acme, globex]) expect((await calls.listKeys("half typed")).items).toEqual([]);
    await follow(KEY_LINK.replace("://", "://o/acme/"));
    await page.getByText("There is no such API key in this organization.").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/o\/acme\/keys\//);
  });

  /** Chooses from the application's menu. @returns the item's shortcut. */
  const choose = (label: string) =>
    electron.app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      const item = items.find((each) => each.label === wanted);
      item?.click();
      return item?.accelerator;
    }, label);

  it("goes where its menu leads, and opens the form for a new key once", async () => {
    const { page } = electron;
    expect(await choose("API Keys")).toBe("CmdOrCtrl+3");
    await keysHeading().waitFor();
    expect(await choose("New API Key…")).toBe("CmdOrCtrl+N");
    await page.getByRole("dialog").waitFor();
    await choose("New API Key…");
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await choose("Excalibur Help")).toBe("F1");
    await page.getByRole("heading", { name: "Help" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("goes back and forward by its menu, and by the mouse's buttons for that", async () => {
    const { page } = electron;
    const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
    const pressMouse = (button: number) =>
      page.evaluate((pressed) => window.dispatchEvent(new MouseEvent("mouseup", { button: pressed })), button);
    await page
      .getByRole("navigation")
      .getByRole("link", { name: /^Members/ })
      .click();
    await heading("Members");
    expect(await choose("Back")).toBe("Alt+Left");
    await heading("API keys");
    expect(await choose("Forward")).toBe("Alt+Right");
    await heading("Members");
    await pressMouse(3);
    await heading("API keys");
    await pressMouse(4);
    await heading("Members");
    await pressMouse(3);
    await heading("API keys");
  });

  it("copies a new key to the system's clipboard, and says for how long", async () => {
    const { page, app } = electron;
    await keysHeading().waitFor();
    await page.keyboard.press("n");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("laptop");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    secret = await shownSecret(page);
    await page.getByRole("button", { name: "Copy key" }).click();
    await page.getByText("The clipboard is cleared in 60 s if it still holds the key.").waitFor();
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(secret);
  });

  it("keeps a secret that is not stored on screen: Escape, a click outside, reload, quit and closing only ask", async () => {
    const { page, app } = electron;
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 400);
    expect(await shownSecret(page)).toBe(secret);
    await app.evaluate(({ dialog }) => {
      const asked: string[] = [];
      Reflect.set(globalThis, "asked", asked);
      // Stands in for the person who presses "Stay".
      dialog.showMessageBoxSync = (...options: unknown[]) => {
        asked.push((options.at(-1) as { message: string }).message);
        return 0;
      };
    });
    const asked = () => app.evaluate(() => Reflect.get(globalThis, "asked") as string[]);
    for (const [index, leave] of (["reload", "close", "quit"] as const).entries()) {
      await app.evaluate(({ app: main, BrowserWindow }, how) => {
        const [window] = BrowserWindow.getAllWindows();
        if (how === "reload") window?.webContents.reload();
        if (how === "close") window?.close();
        if (how === "quit") main.quit();
      }, leave);
      await expect.poll(asked).toHaveLength(index + 1);
      expect(await shownSecret(page)).toBe(secret);
    }
    expect(new Set(await asked())).toEqual(new Set(["The new key has not been stored yet"]));
  });

  it("keeps the secret nowhere in its page once it is stored", async () => {
    const { page } = electron;
    expect(await isInHeap(page, secret)).toBe(true);
    await page.getByRole("button", { name: "I’ve stored this key" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await findSecret(page, secret)).toEqual([]);
  });

  it("says when the server is gone, goes on by itself when it is back, and loses nothing that was typed", async () => {
    const { page } = electron;
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    await page.getByRole("link", { name: "API keys" }).first().click();
    await page.getByRole("button", { name: "New key", exact: true }).click();
    await name.fill("typed before");
    const { dataFolder, url } = server;
    await server.stop("SIGKILL");
    await page.getByText("Not connected").waitFor();
    await page.getByText("The server can't be reached.").first().waitFor();
    server = await startServer({ withOwner: true, dataFolder, port: Number(new URL(url).port) });
    await page.getByText("Connected", { exact: true }).waitFor();
    expect(await name.inputValue()).toBe("typed before");
    await expectSubscriptions(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("quits while a secret is still on the clipboard, remembers server and theme, and keeps no session where the system has no keychain", async () => {
    const { userData, app, page } = electron;
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
      serverUrl: server.url,
      servers: [server.url],
    });
    expect(JSON.parse(await readFile(join(userData, "theme.json"), "utf8"))).toEqual({ theme: "dark" });
  });

  it.skipIf(!isProvided("a keychain", findKeychain()))(
    "keeps the session, sealed, over a restart where the system has a keychain, and sends no one to sign in again",
    async () => {
      const launchThere = (userData?: string) =>
        launchElectron({
          executable: staged.executableWithKeychain,
          display: screen.display,
          serverUrl: server.url,
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
    electron = await launch({ userData: electron.userData, args: [KEY_LINK] });
    await electron.page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await electron.page.getByText(server.url).waitFor();
    await electron.page.getByText("This system has no keychain").waitFor();
    await signInAsAdmin(electron.page);
    await electron.page.getByText("There is no such API key in this organization.").waitFor();
  });

  it("opens while the server is away, says so, and goes on by itself when it is back", async () => {
    const { userData, app } = electron;
    const { dataFolder } = server;
    await app.close();
    await expectSubscriptions(0);
    await server.stop("SIGKILL");
    electron = await launch({ userData });
    await electron.page.getByRole("heading", { name: "The server can't be reached" }).waitFor();
    await expectAccessible(electron.page, "unreachable at start");
    server = await startServer({ withOwner: true, dataFolder, port: Number(new URL(server.url).port) });
    await electron.page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
  });
});

/** Notes what the app would have the system show, on a screen where nothing shows it. */
async function collectNotifications(app: TestElectron["app"]): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const notified: string[] = [];
    Reflect.set(globalThis, "notified", notified);
    Notification.prototype.show = function show(this: Electron.Notification) {
      notified.push(this.title);
      Reflect.set(globalThis, "lastNotification", this);
    };
  });
}
