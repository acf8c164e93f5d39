import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, clipboard, nativeTheme, protocol, session } from "electron";
import type { Theme } from "../shared/host-bridge.ts";
import { clock } from "./clock.ts";
import { APP_SCHEME } from "./app-protocol/app-origin.ts";
import { handleAppRequest } from "./app-protocol/handle-app-request.ts";
import { isWriting, writesToEnd } from "./files/write-file-atomically.ts";
import { SecretClipboard } from "./clipboard/secret-clipboard.ts";
import { answerIpc } from "./ipc/answer-ipc.ts";
import { saveTextFile } from "./ipc/save-text-file.ts";
import { followLinks } from "./links/follow-links.ts";
import { showNotices } from "./notifications/show-notices.ts";
import { ShownNotices } from "./notifications/shown-notices.ts";
import { checkServer } from "./server/check-server.ts";
import { quitWhenTerminated } from "./quit-when-terminated.ts";
import { ServerAddressBook } from "./server/server-address-book.ts";
import { serverHandlers } from "./server/server-handlers.ts";
import { safeStorageFile } from "./session/safe-storage-file.ts";
import { SessionCookies } from "./session/session-cookies.ts";
import { ProblemTray } from "./tray/tray.ts";
import { watchForUpdates } from "./updates/watch-for-updates.ts";
import { setApplicationMenu } from "./window/application-menu.ts";
import { BackgroundSetting } from "./window/background-setting.ts";
import { confineContents, confineNetwork, denyPermissions } from "./window/lock-down.ts";
import { MainWindow } from "./window/main-window.ts";
import { readTheme, saveTheme } from "./window/theme-file.ts";

const UPSTREAM_TIMEOUT_MS = 15_000;
const PROBLEMS_PAGE = "/overview";
const CLIPBOARD_CLEARS_AFTER_MS = 60_000;

const out = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const inUserData = (name: string) => join(app.getPath("userData"), name);

protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
// Chromium has no sandbox for root. To run the app as root, as tests in a container do, `--no-sandbox` must be given.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();

let background: BackgroundSetting | null = null;
const mainWindow = new MainWindow({
  preload: out("preload/index.cjs"),
  statePath: inUserData("window.json"),
  staysWhenClosed: () => background?.isOn === true,
});
if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  const secrets = new SecretClipboard(clipboard, CLIPBOARD_CLEARS_AFTER_MS);
  finishBeforeQuitting(secrets);
  quitWhenTerminated(app);
  confineContents();
  setApplicationMenu((command) => mainWindow.command(command));
  const firstPage = followLinks(mainWindow);
  app.on("window-all-closed", () => process.platform !== "darwin" && app.quit());
  app.on("activate", () => void mainWindow.show());
  // Read while Electron gets ready.
  const saved = Promise.all([
    ServerAddressBook.open(inUserData("settings.json"), process.env["EXCALIBUR_SERVER_URL"]),
    readTheme(inUserData("theme.json")),
    BackgroundSetting.open(inUserData("background.json"), process.platform),
  ]);
  await app.whenReady();
  const [addressBook, theme, setting] = await saved;
  background = setting;
  nativeTheme.themeSource = theme;

  // The server is asked through a session of its own, in memory: the page's may not leave its origin at all.
  const upstream = session.fromPartition("upstream");
  const fetch = (url: string, init: RequestInit) => upstream.fetch(url, init);
  const cookies = new SessionCookies(safeStorageFile(inUserData("session.bin")), clock.wallMs);
  denyPermissions(session.defaultSession);
  confineNetwork(session.defaultSession);
  protocol.handle(APP_SCHEME, (request) =>
    handleAppRequest(request, {
      rendererFolder: out("renderer"),
      serverUrl: () => addressBook.address.url,
      cookies,
      fetch,
      timeoutMs: UPSTREAM_TIMEOUT_MS,
    }),
  );
  const opened = mainWindow.open(firstPage());
  // While the page's process starts: the system's keychain may take its time.
  void cookies.restore();

  const open = (path: string) => void mainWindow.open(path);
  const shown = ShownNotices.open(inUserData("told-notices.json"));
  // What the first screen does not need waits for it.
  const tray = opened.then(() => {
    const actions = {
      show: () => void mainWindow.show(),
      showProblems: () => open(PROBLEMS_PAGE),
      runsInBackground: () => setting.isOn,
      setRunsInBackground: (isOn: boolean) => void setting.choose(isOn),
    };
    return new ProblemTray(out("../resources"), actions);
  });
  answerIpc({
    "excalibur:copy-text": async ({ text }) => clipboard.writeText(text),
    "excalibur:copy-secret": async ({ secret }) => {
      await secrets.copy(secret);
      return { clearsAfterMs: secrets.clearsAfterMs };
    },
    "excalibur:save-text-file": (file, event) => saveTextFile(event.sender, file),
    "excalibur:check-server": ({ url }) => checkServer(url, fetch, clock.monotonicMs, app.getVersion()),
    "excalibur:notify": async ({ notices }) => showNotices(notices, await shown, open),
    "excalibur:set-problem-count": async ({ count }) => (await tray).setProblems(count),
    "excalibur:runs-in-background": async () => setting.isOn,
    "excalibur:set-runs-in-background": async ({ isOn }) => {
      await setting.choose(isOn);
      (await tray).redraw();
    },
    "excalibur:set-theme": ({ theme }) => chooseTheme(inUserData("theme.json"), theme),
    ...serverHandlers(addressBook, cookies),
  });
  await opened;
  await watchForUpdates();
}

/** Values for the page that are needed before it is loaded, now and at the next start. */
async function chooseTheme(path: string, theme: Theme): Promise<void> {
  if (theme === nativeTheme.themeSource) return;
  nativeTheme.themeSource = theme;
  await saveTheme(path, theme);
}

/**
 * A secret must not outlive the app on the clipboard only because its minute was not over, and what is being written, such
 * as the window's place, is to be there at the next start.
 */
function finishBeforeQuitting(secrets: SecretClipboard): void {
  app.on("will-quit", (event) => {
    if (!secrets.containsSecret && !isWriting()) return;
    event.preventDefault();
    // Not at once: Electron ignores a second request to quit until it is done with preventing the first.
    void Promise.allSettled([secrets.clearIfOurs(), writesToEnd()]).finally(() => setImmediate(() => app.quit()));
  });
}
