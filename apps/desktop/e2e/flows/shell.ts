import type { AppPage } from "../support/app-page.ts";

/** Runs a command and finds a key, both by the palette, and looks the shortcuts up. */
export async function useThePalette(app: AppPage): Promise<void> {
  const { page, actor } = app;
  const palette = page.getByRole("dialog", { name: "Command palette" });
  const find = async (text: string, option: RegExp) => {
    await actor.pressOr(["ControlOrMeta+k"], app.button("Jump to…"));
    await actor.type(palette.getByRole("combobox"), text);
    await actor.press(palette.getByRole("option", { name: option }).first());
    await palette.waitFor({ state: "detached" });
  };
  await find("events", /Events/);
  await app.heading("Events");
  await find("prod-2", /prod-2/);
  await page.getByText("Begins with").or(page.getByText("Key history")).first().waitFor();
  await actor.pressOr(["?"], app.button(/^Account:/));
  if (actor.name === "mouse") await actor.press(page.getByRole("menuitem", { name: "Keyboard shortcuts" }));
  await app.heading("Keyboard shortcuts");
  await app.leave();
}
