import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { _electron } from "playwright-core";
import { watchPages } from "./open-pages.ts";
import { PATIENCE_MS } from "../../../../scripts/testing/patience.ts";
import { userFolder } from "./unprivileged.ts";

const CLOSES_WITHIN_MS = 30_000;

export type TestElectron = Awaited<ReturnType<typeof launchElectron>>;

/**
 * A screen of its own, so that windows neither appear on a developer's desktop nor need one. Every user of the machine may
 * draw on it: the app runs as another user than the tests.
 */
export async function startScreen(): Promise<{ display: string; stop: () => void }> {
  const xvfb = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-ac"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return { display: `:${await firstLine(xvfb)}`, stop: () => xvfb.kill() };
}

/** Whether there is an X server to start without a screen. */
export function findXvfb(): string | null {
  return ["/usr/bin/Xvfb", "/usr/local/bin/Xvfb"].find((path) => existsSync(path)) ?? null;
}

interface Options {
  /** Where `stageApp` has put the app. */
  executable: string;
  display: string;
  /** Given to the app by its environment; absent on a first start. */
  serverUrl?: string;
  /** What an earlier run has left, to start again with it. */
  userData?: string;
  /** More to start it with, as the system does with a link. */
  args?: readonly string[];
}

export async function launchElectron({ executable, display, serverUrl, userData, args = [] }: Options) {
  const folder = userData ?? (await userFolder());
  const { EXCALIBUR_SERVER_URL: _ours, ...environment } = process.env;
  const app = await _electron.launch({
    executablePath: executable,
    chromiumSandbox: true,
    args: [`--user-data-dir=${folder}`, "--disable-gpu", ...args],
    env: {
      ...(environment as Record<string, string>),
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      DISPLAY: display,
      ...(serverUrl === undefined ? {} : { EXCALIBUR_SERVER_URL: serverUrl }),
    },
  });
  watchPages(app.context());
  const page = await app.firstWindow();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.emulateMedia({ reducedMotion: "reduce" });
  /**
   * Asks it to quit, and ends it where it does not: it asks first while a secret is on screen, as after a test that failed;
   * and what a desktop's bus has started beside it may hold on to its pipes, for which everybody waits then.
   */
  const close = async () => {
    const byForce = setTimeout(() => killGroup(app.process()), CLOSES_WITHIN_MS);
    await app.close().finally(() => clearTimeout(byForce));
  };
  return {
    app,
    page,
    userData: folder,
    close,
    /** Ends the app and takes its data away. */
    async dispose() {
      try {
        await close();
      } finally {
        // A process that has just ended may still be writing.
        await rm(folder, { recursive: true, force: true, maxRetries: 10 });
      }
    },
  };
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    child.stdout?.once("data", (text: Buffer) => resolve(String(text).trim()));
  });
}
