import type { Visit } from "../support/visit.ts";

/** Runs a command and finds a key, both by the palette, and looks the shortcuts up. */
export async function useThePalette(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  const palette = page.getByRole("dialog", { name: "Command palette" });
  const find = async (text: string, option: RegExp) => {
    await hand.pressOr(["ControlOrMeta+k"], visit.button("Jump to…"));
    await hand.type(palette.getByRole("combobox"), text);
    await hand.press(palette.getByRole("option", { name: option }).first());
    await palette.waitFor({ state: "detached" });
  };
  await find("events", /Events/);
  await visit.heading("Events");
  await find("prod-2", /prod-2/);
  await page.getByText("Begins with").or(page.getByText("Key history")).first().waitFor();
  await hand.pressOr(["?"], visit.button(/^Account:/));
  if (hand.name === "mouse") await hand.press(page.getByRole("menuitem", { name: "Keyboard shortcuts" }));
  await visit.heading("Keyboard shortcuts");
  await visit.leave();
}
