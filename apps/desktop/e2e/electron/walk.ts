import type { Locator } from "playwright-core";
import { launchElectron, type startScreen, type TestElectron } from "../support/launch-electron.ts";
import { expectLiveStreams } from "../support/live-streams.ts";
import type { stageApp } from "../support/stage-app.ts";
import type { TestServer } from "../support/start-server.ts";

/** A link to a key that no organization has. */
export const KEY_LINK = "excalibur://keys/key_01jx5v7m2q8r9s0t1v2w3x4y5z";

export interface DesktopWalk {
  server: TestServer;
  screen: Awaited<ReturnType<typeof startScreen>>;
  staged: Awaited<ReturnType<typeof stageApp>>;
  electron: TestElectron;
  /** Of the key that the walk has made. */
  secret: string;
  readonly launch: (options?: { serverUrl?: string; userData?: string; args?: string[] }) => Promise<TestElectron>;
  readonly keysHeading: () => Locator;
  readonly expectSubscriptions: (count: number) => Promise<void>;
  /** Has a link arrive, as by a click in another program. */
  readonly follow: (link: string) => Promise<void>;
}

/** What the parts of the walk share. The test file fills in the server, the screen and the app before the first part. */
export function createWalk(): DesktopWalk {
  const walk = { secret: "" } as DesktopWalk;
  return Object.assign(walk, {
    launch: (options = {}) =>
      launchElectron({ executable: walk.staged.executable, display: walk.screen.display, ...options }),
    keysHeading: () => walk.electron.page.getByRole("heading", { name: "API keys", exact: true }),
    expectSubscriptions: (count: number) => expectLiveStreams(walk.server.url, count),
    follow: (link: string) =>
      walk.electron.app.evaluate(
        ({ app: main }, argument) => void main.emit("second-instance", {}, ["excalibur", argument]),
        link,
      ),
  });
}
