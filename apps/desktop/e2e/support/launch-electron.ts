import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "playwright-core";

export type TestElectron = Awaited<ReturnType<typeof launchElectron>>;

/** A screen of its own, so that windows neither appear on somebody's desktop nor need one. */
export async function startScreen(): Promise<{ display: string; stop: () => void }> {
  const xvfb = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return { display: `:${await firstLine(xvfb)}`, stop: () => xvfb.kill() };
}

/** Whether there is an X server to start without a screen. */
export function findXvfb(): string | null {
  return ["/usr/bin/Xvfb", "/usr/local/bin/Xvfb"].find((path) => existsSync(path)) ?? null;
}

interface Options {
  executable: string;
  display: string;
  /** Given to the app by its environment; absent on a first start. */
  serverUrl?: string;
  /** What an earlier run has left, to start again with it. */
  userData?: string;
}

export async function launchElectron({ executable, display, serverUrl, userData }: Options) {
  const folder = userData ?? (await mkdtemp(join(tmpdir(), "excalibur-electron-")));
  const { EXCALIBUR_SERVER_URL: _ours, ...environment } = process.env;
  const app = await _electron.launch({
    executablePath: executable,
    // Chromium has no sandbox for root; anyone else's runs with it.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [`--user-data-dir=${folder}`, "--disable-gpu"],
    env: {
      ...(environment as Record<string, string>),
      DISPLAY: display,
      ...(serverUrl === undefined ? {} : { EXCALIBUR_SERVER_URL: serverUrl }),
    },
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(20_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  return {
    app,
    page,
    userData: folder,
    /** Ends the app and takes its data away. */
    async dispose() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    child.stdout?.once("data", (text: Buffer) => resolve(String(text).trim()));
  });
}
