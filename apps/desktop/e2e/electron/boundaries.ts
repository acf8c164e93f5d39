import { expect, it } from "vitest";
import { setVisibility } from "../support/live-streams.ts";
import { signInAsAdmin } from "../support/sign-in.ts";
import type { DesktopWalk } from "./walk.ts";

/** What the page of the app may not do, and the stream that it holds. */
export function testBoundaries(desktop: DesktopWalk): void {
  const { keysHeading, expectSubscriptions } = desktop;

  it("shows the keys, while the page holds no token and knows no Node", async () => {
    const { page } = desktop.electron;
    await keysHeading().waitFor();
    const reachable = await page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, "require"),
      process: typeof Reflect.get(globalThis, "process"),
      cookie: document.cookie,
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    }));
    expect(reachable).toEqual({ require: "undefined", process: "undefined", cookie: "", storage: "[{},{}]" });
    const cookies = await desktop.electron.app.evaluate(({ session }) => session.defaultSession.cookies.get({}));
    expect(cookies).toEqual([]);
  });

  it("closes the server's stream with the page that reads it, on every reload and on signing out", async () => {
    const { page } = desktop.electron;
    await expectSubscriptions(1);
    for (let reload = 0; reload < 3; reload += 1) {
      await page.reload();
      await keysHeading().waitFor();
    }
    await expectSubscriptions(1);
    await page.getByRole("button", { name: /^Account:/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await expectSubscriptions(0);
    await signInAsAdmin(page);
    await expectSubscriptions(1);
    await page.getByRole("link", { name: "API keys" }).first().click();
    await keysHeading().waitFor();
  });

  it("keeps its stream while its window is hidden, where a page of the console would close it and ask again", async () => {
    const { page } = desktop.electron;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await setVisibility(page, "hidden");
    await page.evaluate(() => document.dispatchEvent(new Event("freeze")));
    await setVisibility(page, "visible");
    await page.evaluate(() => fetch("/trpc/server.info"));
    await expect.poll(() => asked).toContain("/trpc/server.info");
    expect(asked).not.toContain("/trpc/live.subscribe");
  });

  it("has no network but its own origin", async () => {
    const outcomes = await desktop.electron.page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url, { mode: "no-cors" }).then(
              () => "reached",
              () => "refused",
            ),
          ),
        ),
      [`${desktop.server.url}/healthz`, "http://127.0.0.1:9/", "https://example.com/", "file:///etc/hostname"],
    );
    expect(outcomes).toEqual(["refused", "refused", "refused", "refused"]);
    const own = await desktop.electron.page.evaluate(() =>
      fetch("/api/auth/get-session").then((response) => response.status),
    );
    expect(own).toBe(404);
  });

  it("refuses new windows, other addresses and every permission", async () => {
    const { page, app } = desktop.electron;
    expect(await page.evaluate(() => window.open("https://example.com/") === null)).toBe(true);
    await page.evaluate((url) => location.assign(url), desktop.server.url);
    await page.evaluate(() => location.assign("file:///etc/hostname"));
    expect(new URL(page.url()).host).toBe("excalibur");
    expect(app.windows()).toHaveLength(1);
    const permissions = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      clipboard: await navigator.clipboard.readText().then(
        () => "granted",
        () => "denied",
      ),
      location: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve("granted"),
          () => resolve("denied"),
        ),
      ),
    }));
    expect(permissions).toEqual({ notifications: "denied", clipboard: "denied", location: "denied" });
    // Playwright goes on waiting for the refused navigations; one of the page's own ends that.
    await page.goto("app://excalibur/keys");
  });
}
