import { afterAll, beforeAll, describe } from "vitest";
import { provideTestElectron } from "../../scripts/provide-test-electron.mjs";
import { adminCalls } from "../support/admin-calls.ts";
import { changeDatabase } from "../support/change-database.ts";
import { findXvfb, startScreen } from "../support/launch-electron.ts";
import { isProvided } from "../support/requirement.ts";
import { stageApp } from "../support/stage-app.ts";
import { startServer } from "../support/start-server.ts";
import { findSandbox } from "../support/unprivileged.ts";
import { stopAtFirstFailure } from "../support/walk.ts";
import { createWalk, type DesktopWalk } from "./walk.ts";

const executable = await provideTestElectron();
const canRun =
  isProvided("a test Electron for this system", executable) &&
  isProvided("Xvfb", findXvfb()) &&
  isProvided("a sandbox for an unprivileged user", findSandbox());
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Goes through parts of one walk over the app, over a server with a key in its last week. */
export function describeDesktopApp(parts: readonly ((desktop: DesktopWalk) => void)[]): void {
  describe.skipIf(!canRun)("the desktop app in Electron", () => {
    const desktop = createWalk();

    stopAtFirstFailure();

    beforeAll(async () => {
      [desktop.server, desktop.screen, desktop.staged] = await Promise.all([
        startServer({ withOwner: true }),
        startScreen(),
        stageApp(executable ?? ""),
      ]);
      const { key } = await (await adminCalls(desktop.server.url)).createKey("prod");
      const [createdAt, expiresAt] = [Date.now() - 30 * DAY_MS, Date.now() + 6 * DAY_MS];
      changeDatabase(desktop.server.dataFolder, (database) =>
        database
          .prepare("UPDATE api_key SET created_at = ?, expires_at = ? WHERE id = ?")
          .run(createdAt, expiresAt, key.id),
      );
      desktop.electron = await desktop.launch();
    });
    afterAll(async () => {
      await desktop.electron?.dispose();
      desktop.screen?.stop();
      await desktop.server?.dispose();
      await desktop.staged?.dispose();
    });

    for (const part of parts) part(desktop);
  });
}
