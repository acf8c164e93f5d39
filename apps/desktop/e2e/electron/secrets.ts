import { expect, it } from "vitest";
import { findSecret, shownSecret } from "../support/secrets.ts";
import type { DesktopWalk } from "./walk.ts";

/** A new key on the clipboard, on screen and in memory. */
export function testSecrets(desktop: DesktopWalk): void {
  const { keysHeading } = desktop;

  it("copies a new key to the system's clipboard, and says for how long", async () => {
    const { page, app } = desktop.electron;
    await keysHeading().waitFor();
    await page.keyboard.press("n");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("laptop");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    desktop.secret = await shownSecret(page);
    await page.getByRole("button", { name: "Copy key" }).click();
    await page.getByText("The clipboard is cleared in 60 s if it still holds the key.").waitFor();
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(desktop.secret);
  });

  it("keeps a secret that is not stored on screen: Escape, a click outside, reload, quit and closing only ask", async () => {
    const { page, app } = desktop.electron;
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 400);
    expect(await shownSecret(page)).toBe(desktop.secret);
    await app.evaluate(({ dialog }) => {
      const asked: string[] = [];
      Reflect.set(globalThis, "asked", asked);
      // Stands in for the person who presses "Stay".
      dialog.showMessageBoxSync = (...options: unknown[]) => {
        asked.push((options.at(-1) as { message: string }).message);
        return 0;
      };
    });
    const asked = () => app.evaluate(() => Reflect.get(globalThis, "asked") as string[]);
    for (const [index, leave] of (["reload", "close", "quit"] as const).entries()) {
      await app.evaluate(({ app: main, BrowserWindow }, how) => {
        const [window] = BrowserWindow.getAllWindows();
        if (how === "reload") window?.webContents.reload();
        if (how === "close") window?.close();
        if (how === "quit") main.quit();
      }, leave);
      await expect.poll(asked).toHaveLength(index + 1);
      expect(await shownSecret(page)).toBe(desktop.secret);
    }
    expect(new Set(await asked())).toEqual(new Set(["The new key has not been stored yet"]));
  });

  it("keeps the secret nowhere in its page once it is stored", async () => {
    const { page } = desktop.electron;
    await page.getByRole("button", { name: "I’ve stored this key" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await findSecret(page, desktop.secret)).toEqual([]);
  });
}
