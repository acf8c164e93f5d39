import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provideTestElectron } from "../../scripts/provide-test-electron.mjs";
import { closePages, findBrowser, openPage, sharedBrowser } from "../support/browser.ts";
import { downloadInBrowser, downloadInElectron } from "../support/downloads.ts";
import { keyboard, mouse } from "../support/actor.ts";
import { findXvfb, launchElectron, startScreen } from "../support/launch-electron.ts";
import { isProvided } from "../support/requirement.ts";
import { stageApp } from "../support/stage-app.ts";
import { startServer, type TestServer } from "../support/start-server.ts";
import { findSandbox } from "../support/unprivileged.ts";
import { AppPage } from "../support/app-page.ts";
import { stopAtFirstFailure } from "../support/walk.ts";
import { FLOWS, type Engine, type Flow } from "./flows.ts";

const HANDS = { mouse, keyboard } as const;

const CHOICES = {
  all: () => true,
  /** Those in which the page asks its host for something: what an actor does within the page is the same in both engines. */
  asksHost: ({ asksHost }: Flow) => asksHost,
  core: ({ isCore }: Flow) => isCore,
} as const;

/**
 * Goes through flows with one actor in one engine, over a server that is new at first. By mouse in Chromium the walks of the
 * other files go through all of it, with more to see on the way. The quick lane walks the core alone.
 */
export async function describeFlows(
  engine: Engine,
  actor: keyof typeof HANDS,
  which: keyof typeof CHOICES,
): Promise<void> {
  const executable = engine === "Chromium" ? findBrowser() : await provideTestElectron();
  const canRun =
    engine === "Chromium"
      ? isProvided("a Chromium browser", executable)
      : isProvided("a test Electron for this system", executable) &&
        isProvided("Xvfb", findXvfb()) &&
        isProvided("a sandbox for an unprivileged user", findSandbox());

  describe.skipIf(!canRun)(`by ${actor} alone, in ${engine}, one`, () => {
    let server: TestServer;
    let app: AppPage;
    const complaints: string[] = [];
    const closing: (() => unknown)[] = [];

    stopAtFirstFailure();

    const openChromium = async () => {
      const browser = await sharedBrowser(executable ?? "");
      closing.unshift(() => closePages(browser));
      const opened = await openPage(browser, complaints);
      await opened.page.goto(server.url);
      return { page: opened.page, download: downloadInBrowser(opened.page) };
    };
    const openElectron = async () => {
      const [screen, staged] = await Promise.all([startScreen(), stageApp(executable ?? "")]);
      closing.unshift(() => screen.stop(), staged.dispose);
      const opened = await launchElectron({ executable: staged.executable, display: screen.display });
      closing.unshift(() => opened.dispose());
      return { page: opened.page, download: downloadInElectron(opened) };
    };

    beforeAll(async () => {
      server = await startServer({ withOwner: false });
      closing.unshift(() => server.dispose());
      const { page, download } = await (engine === "Chromium" ? openChromium() : openElectron());
      app = new AppPage(page, HANDS[actor](page), server, download);
    });
    afterAll(async () => {
      for (const close of closing) await close();
    });

    const flows = FLOWS.filter((flow) => (flow.only ?? engine) === engine && CHOICES[which](flow));
    it.each(flows)("$does", async ({ flow, only }) => {
      app.isChecked = which !== "asksHost" || only === engine;
      await flow(app);
      expect(complaints).toEqual([]);
    });
  });
}
