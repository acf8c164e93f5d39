import { expect, it } from "vitest";
import { adminCalls } from "../support/admin-calls.ts";
import { ADMIN } from "../support/start-server.ts";
import { KEY_LINK, type DesktopWalk } from "./walk.ts";

/** Links that arrive while the app runs, and its menu. */
export function testLinksAndMenu(desktop: DesktopWalk): void {
  const { keysHeading, follow } = desktop;

  it("opens the page of a link that arrives while it runs, in the window there is, and nothing for any other link", async () => {
    const { page, app } = desktop.electron;
    await keysHeading().waitFor();
    await follow("excalibur://members?next=//evil.example");
    await follow(KEY_LINK);
    await page.getByText("There is no such API key in this organization.").waitFor();
    expect(page.url()).toBe("app://excalibur/o/acme/keys/key_01jx5v7m2q8r9s0t1v2w3x4y5z");
    expect(app.windows()).toHaveLength(1);
  });

  it("follows a link to another organization away from an open dialog, which changes nothing in either", async () => {
    const { page } = desktop.electron;
    const acme = await adminCalls(desktop.server.url);
    const { id } = await acme.mutate<{ id: string }>("organizations.create", { name: "Globex" });
    const globex = await adminCalls(desktop.server.url, ADMIN, id);
    const there = (await globex.createKey("there")).key.id;
    await page.getByRole("link", { name: "API keys" }).first().click();
    await page.getByRole("button", { name: /^New key/ }).click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("half typed");
    await follow(`excalibur://o/globex/keys/${there}`);
    await page.getByText("Begins with").waitFor();
    expect(page.url()).toBe(`app://excalibur/o/globex/keys/${there}`);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    for (const calls of [acme, globex]) expect((await calls.listKeys("half typed")).items).toEqual([]);
    await follow(KEY_LINK.replace("://", "://o/acme/"));
    await page.getByText("There is no such API key in this organization.").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/o\/acme\/keys\//);
  });

  it("goes on out of sight when its window is closed, where that is chosen, and comes back as it was", async () => {
    const { page, app } = desktop.electron;
    await page.evaluate(() => location.assign("/account"));
    const setting = page.getByRole("checkbox", { name: /^Keep running in the tray/ });
    expect(await setting.isChecked()).toBe(false);
    await setting.check();
    const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(isVisible).toBe(false);
    await desktop.expectSubscriptions(1);
    await app.evaluate(({ app: main }) => void main.emit("activate"));
    await expect.poll(isVisible).toBe(true);
    expect(await setting.isChecked()).toBe(true);
    await setting.uncheck();
  });

  /** Chooses from the application's menu. @returns the item's shortcut. */
  const choose = (label: string) =>
    desktop.electron.app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      const item = items.find((each) => each.label === wanted);
      item?.click();
      return item?.accelerator;
    }, label);

  it("goes where its menu leads, and opens the form for a new key once", async () => {
    const { page } = desktop.electron;
    expect(await choose("API Keys")).toBe("CmdOrCtrl+3");
    await keysHeading().waitFor();
    expect(await choose("New API Key…")).toBe("CmdOrCtrl+N");
    await page.getByRole("dialog").waitFor();
    await choose("New API Key…");
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await choose("Excalibur Help")).toBe("F1");
    await page.getByRole("heading", { name: "Help" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("goes back and forward by its menu, and by the mouse's buttons for that", async () => {
    const { page } = desktop.electron;
    const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
    const pressMouse = (button: number) =>
      page.evaluate((pressed) => window.dispatchEvent(new MouseEvent("mouseup", { button: pressed })), button);
    await page
      .getByRole("navigation")
      .getByRole("link", { name: /^Members/ })
      .click();
    await heading("Members");
    expect(await choose("Back")).toBe("Alt+Left");
    await heading("API keys");
    expect(await choose("Forward")).toBe("Alt+Right");
    await heading("Members");
    await pressMouse(3);
    await heading("API keys");
    await pressMouse(4);
    await heading("Members");
    await pressMouse(3);
    await heading("API keys");
  });
}
