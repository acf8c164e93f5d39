import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provideTestElectron } from "../scripts/provide-test-electron.mjs";
import { debuggerOf, firstPage } from "./support/debugger.ts";
import { findXvfb, startScreen } from "./support/launch-electron.ts";
import { isProvided } from "./support/requirement.ts";
import { startServer, type TestServer } from "./support/start-server.ts";
import { findSandbox, unprivileged, userFolder } from "./support/unprivileged.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const packageScript = fileURLToPath(new URL("../../../scripts/package.mjs", import.meta.url));
const electron = await provideTestElectron();
const canRun =
  isProvided("a test Electron for this system", electron) &&
  isProvided("Xvfb", findXvfb()) &&
  isProvided("a sandbox for an unprivileged user", findSandbox());

describe.skipIf(!canRun)("the packaged app", () => {
  let folder: string;
  let executable: string;
  let feed: Server;
  let server: TestServer;
  let screen: Awaited<ReturnType<typeof startScreen>>;
  const asked: string[] = [];

  stopAtFirstFailure();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "excalibur-package-"));
    await chmod(folder, 0o755);
    feed = createServer((request, response) => {
      asked.push(new URL(request.url ?? "", "http://feed").pathname);
      response.end("version: 99.0.0\npath: Excalibur-99.0.0.AppImage\nsha512: AAAA\nreleaseDate: '2026-06-01'\n");
    });
    feed.listen(0, "127.0.0.1");
    [server, screen] = await Promise.all([startServer({ withOwner: true }), startScreen(), once(feed, "listening")]);
    await promisify(execFile)(process.execPath, [packageScript, "--dir", `-c.directories.output=${folder}`], {
      env: {
        ...process.env,
        ELECTRON_OVERRIDE_DIST_PATH: dirname(electron ?? ""),
        EXCALIBUR_UPDATE_URL: `http://127.0.0.1:${(feed.address() as AddressInfo).port}/`,
      },
    });
    executable = join(folder, "linux-unpacked/excalibur");
  });
  afterAll(async () => {
    screen?.stop();
    feed?.close();
    await server?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it("can't be made to run other code: its fuses are set, and it holds its code in one archive", async () => {
    const wire = await getCurrentFuseWire(executable);
    const isOn = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      fileProtocol: false,
      cookieEncryption: true,
      asarIntegrity: true,
      onlyAsar: true,
    });
    expect(await readdir(join(folder, "linux-unpacked/resources"))).toEqual(["app-update.yml", "app.asar"]);
  });

  it("starts with the sandbox on in every environment, and lets a user sign in", async () => {
    const user = await userFolder();
    const app = spawn(
      await unprivileged(executable, folder),
      [`--user-data-dir=${user}`, "--disable-gpu", "--remote-debugging-port=0"],
      {
        env: {
          PATH: process.env["PATH"],
          HOME: user,
          XDG_RUNTIME_DIR: user,
          DISPLAY: screen.display,
          EXCALIBUR_SERVER_URL: server.url,
          // Stands for an installed AppImage, the only kind on Linux that looks for newer ones.
          APPIMAGE: join(folder, "Excalibur.AppImage"),
          ELECTRON_RUN_AS_NODE: "1",
          NODE_OPTIONS: "--require=/nowhere.js",
        },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    try {
      const browser = await connectTo(await debuggerOf(app));
      const page = await firstPage(browser);
      await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
      expect(page.url()).toBe("app://excalibur/sign-in");
      await expect.poll(() => asked).toEqual(["/latest-linux.yml"]);
      await browser.close();
    } finally {
      if (app.exitCode === null) {
        app.kill();
        await once(app, "exit");
      }
      await rm(user, { recursive: true, force: true });
    }
    // The update that the feed offers is not signed, so it was not fetched.
    expect(asked).toEqual(["/latest-linux.yml"]);
  });
});

/** A page that is being made at this very moment can leave a connection waiting for it for good; the next one finds it. */
async function connectTo(address: string): Promise<Browser> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.connectOverCDP(address, { timeout: 10_000 });
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
