import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, clipboard, nativeTheme, protocol, session } from "electron";
import { APP_SCHEME } from "./app-protocol/app-origin.ts";
import { handleAppRequest } from "./app-protocol/handle-app-request.ts";
import { SecretClipboard } from "./clipboard/secret-clipboard.ts";
import { answerIpc } from "./ipc/answer-ipc.ts";
import { saveTextFile } from "./ipc/save-text-file.ts";
import { followLinks } from "./links/follow-links.ts";
import { showNotices } from "./notifications/show-notices.ts";
import { ToldNotices } from "./notifications/told-notices.ts";
import { checkServer } from "./server/check-server.ts";
import { ServerAddressBook } from "./server/server-address-book.ts";
import { serverHandlers } from "./server/server-handlers.ts";
import { safeStorageFile } from "./session/safe-storage-file.ts";
import { SessionCookies } from "./session/session-cookies.ts";
import { ProblemTray } from "./tray/tray.ts";
import { watchForUpdates } from "./updates/watch-for-updates.ts";
import { setApplicationMenu } from "./window/application-menu.ts";
import { confineContents, confineNetwork, denyPermissions } from "./window/lock-down.ts";
import { MainWindow } from "./window/main-window.ts";

const UPSTREAM_TIMEOUT_MS = 15_000;
const PROBLEMS_PAGE = "/overview";
const CLIPBOARD_CLEARS_AFTER_MS = 60_000;

const out = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const inUserData = (name: string) => join(app.getPath("userData"), name);

protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
// Chromium has no sandbox for root, so whoever runs the app as root, as tests in a container do, has to say so.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();

const mainWindow = new MainWindow({ preload: out("preload/index.cjs"), statePath: inUserData("window.json") });
if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  const secrets = new SecretClipboard(clipboard, CLIPBOARD_CLEARS_AFTER_MS);
  clearSecretBeforeQuitting(secrets);
  confineContents();
  setApplicationMenu((command) => mainWindow.command(command));
  const firstPage = followLinks(mainWindow);
  app.on("window-all-closed", () => process.platform !== "darwin" && app.quit());
  app.on("activate", () => void mainWindow.show());
  await app.whenReady();

  // The server is asked through a session of its own, in memory: the page's may not leave its origin at all.
  const upstream = session.fromPartition("upstream");
  const fetch = (url: string, init: RequestInit) => upstream.fetch(url, init);
  const addressBook = await ServerAddressBook.open(inUserData("settings.json"), process.env["EXCALIBUR_SERVER_URL"]);
  const cookies = new SessionCookies(safeStorageFile(inUserData("session.bin")), Date.now);
  await cookies.restore();

  denyPermissions(session.defaultSession);
  confineNetwork(session.defaultSession);
  const serverOrigin = () => addressBook.address.url;
  protocol.handle(APP_SCHEME, (request) =>
    handleAppRequest(request, {
      rendererFolder: out("renderer"),
      serverOrigin,
      cookies,
      fetch,
      timeoutMs: UPSTREAM_TIMEOUT_MS,
    }),
  );
  const open = (path: string) => void mainWindow.open(path);
  const told = await ToldNotices.open(inUserData("told-notices.json"));
  const tray = new ProblemTray(out("../resources"), {
    show: () => void mainWindow.show(),
    showProblems: () => open(PROBLEMS_PAGE),
  });
  answerIpc({
    "excalibur:copy-text": async ({ text }) => clipboard.writeText(text),
    "excalibur:copy-secret": async ({ secret }) => {
      await secrets.copy(secret);
      return { clearsAfterMs: secrets.clearsAfterMs };
    },
    "excalibur:save-text-file": (file, event) => saveTextFile(event.sender, file),
    "excalibur:check-server": ({ url }) => checkServer(url, fetch, () => performance.now(), app.getVersion()),
    "excalibur:notify": async ({ notices }) => showNotices(notices, told, open),
    "excalibur:set-problem-count": async ({ count }) => tray.setProblems(count),
    "excalibur:set-theme": async ({ theme }) => void (nativeTheme.themeSource = theme),
    ...serverHandlers(addressBook, cookies),
  });
  await mainWindow.open(firstPage());
  await watchForUpdates();
}

/** A secret must not outlive the app on the clipboard only because its minute was not over. */
function clearSecretBeforeQuitting(secrets: SecretClipboard): void {
  app.on("will-quit", (event) => {
    if (!secrets.holdsSecret) return;
    event.preventDefault();
    // Not at once: Electron ignores a second request to quit until it is done with preventing the first.
    void secrets.clearIfOurs().finally(() => setImmediate(() => app.quit()));
  });
}
