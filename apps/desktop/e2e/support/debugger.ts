import type { ChildProcess } from "node:child_process";
import type { Browser } from "playwright-core";

/** Waits until a started app prints the address of its debugger. */
export async function debuggerOf(app: ChildProcess): Promise<string> {
  const output: string[] = [];
  for await (const text of app.stderr ?? []) {
    output.push(String(text));
    const url = /DevTools listening on (ws:\S+)/.exec(output.join(""))?.[1];
    if (url !== undefined) {
      // Goes on being read: a full pipe would stop the app.
      app.stderr?.resume();
      return url;
    }
  }
  throw new Error(`The app ended before it could be looked at.\n${output.join("")}`);
}

/** The page that a browser or an app has open, or is about to open. */
export async function firstPage(browser: Browser) {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("The app has no page.");
  return context.pages()[0] ?? (await context.waitForEvent("page"));
}
