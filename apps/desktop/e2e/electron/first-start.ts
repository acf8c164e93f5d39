import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { expectAccessible } from "../support/accessibility.ts";
import { signInAsAdmin } from "../support/sign-in.ts";
import type { TestElectron } from "../support/launch-electron.ts";
import type { DesktopWalk } from "./walk.ts";

/** The first start: the server's address, the sandbox, and signing in. */
export function testFirstStart(desktop: DesktopWalk): void {
  it("asks for the server's address at its first start, and checks it live", async () => {
    const { page } = desktop.electron;
    await page.getByRole("heading", { name: "Connect to your server" }).waitFor();
    const address = page.getByRole("textbox", { name: "Server address" });
    await address.fill("nonsense:://");
    await page.getByText("This is not an address yet").waitFor();
    await address.fill("http://127.0.0.1:9");
    await page.getByText("No answer.").waitFor();
    await expectAccessible(page, "server address, no answer");
    expect(await page.getByRole("button", { name: "Continue" }).isDisabled()).toBe(true);
    await address.fill(desktop.server.url);
    await page.getByText(/Excalibur .* answers in \d+ ms, on this machine/).waitFor();
    await expectAccessible(page, "server address, found");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
    await expectAccessible(page, "sign in");
  });

  it("runs its page in Chromium's sandbox, without any right of the system's administrator", async () => {
    const processes = await desktop.electron.app.evaluate(({ app }) =>
      app.getAppMetrics().map(({ pid, type }) => ({ pid, type })),
    );
    const status = async (type: string) => {
      const { pid } = processes.find((each) => each.type === type)!;
      const lines = (await readFile(`/proc/${pid}/status`, "utf8")).split("\n").map((line) => line.split(":\t"));
      return new Map(lines.map(([name = "", value = ""]) => [name, value]));
    };
    expect((await status("Browser")).get("Uid")).not.toMatch(/^0\t/);
    const page = await status("Tab");
    // 2: a filter of system calls.
    expect(page.get("Seccomp")).toBe("2");
    expect(page.get("NoNewPrivs")).toBe("1");
  });

  it("signs in and tells of a key in its last week by the system's own notification, which leads to the key", async () => {
    const { page, app } = desktop.electron;
    await collectNotifications(app);
    await signInAsAdmin(page);
    await expect
      .poll(() => app.evaluate(() => Reflect.get(globalThis, "notified") as unknown))
      .toEqual(["prod expires within 7 days"]);
    await app.evaluate(() => (Reflect.get(globalThis, "lastNotification") as Electron.Notification).emit("click"));
    await page.getByText("Begins with").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/o\/acme\/keys\/key_/);
    await page.getByRole("link", { name: "API keys" }).first().click();
  });
}

/** Notes what the app would have the system show, on a screen where nothing shows it. */
async function collectNotifications(app: TestElectron["app"]): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const notified: string[] = [];
    Reflect.set(globalThis, "notified", notified);
    Notification.prototype.show = function show(this: Electron.Notification) {
      notified.push(this.title);
      Reflect.set(globalThis, "lastNotification", this);
    };
  });
}
