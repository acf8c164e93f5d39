import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { chromium } from "playwright-core";
import { debuggerOf, firstPage } from "../e2e/support/debugger.ts";
import { startScreen } from "../e2e/support/launch-electron.ts";
import { stageApp } from "../e2e/support/stage-app.ts";
import { userFolder } from "../e2e/support/unprivileged.ts";

/** Milliseconds from starting the desktop's process to its sign-in screen being drawn, one figure a round. */
export async function measureStarts(electron: string, serverUrl: string, rounds: number): Promise<number[]> {
  const [screen, staged, user] = await Promise.all([startScreen(), stageApp(electron), userFolder()]);
  const times: number[] = [];
  // The first start makes its caches and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const startedAtMs = Date.now();
    const app = spawn(staged.executable, [`--user-data-dir=${user}`, "--disable-gpu", "--remote-debugging-port=0"], {
      env: {
        ...process.env,
        HOME: user,
        XDG_RUNTIME_DIR: user,
        DISPLAY: screen.display,
        EXCALIBUR_SERVER_URL: serverUrl,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const browser = await chromium.connectOverCDP(await debuggerOf(app));
    const page = await firstPage(browser);
    await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    const drawnAtMs = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          // The largest thing drawn: the sign-in card, not the mark that turns while one waits.
          new PerformanceObserver((list) => {
            const latest = list.getEntries().at(-1);
            if (latest !== undefined) resolve(performance.timeOrigin + latest.startTime);
          }).observe({ type: "largest-contentful-paint", buffered: true });
        }),
    );
    if (round > 0) times.push(drawnAtMs - startedAtMs);
    await browser.close();
    app.kill();
    if (app.exitCode === null) await once(app, "exit");
  }
  screen.stop();
  await Promise.all([staged.dispose(), rm(user, { recursive: true, force: true })]);
  return times;
}
