import type { BrowserWindow, BrowserWindowConstructorOptions } from "electron";
import { TITLE_BAR_HEIGHT_PX } from "../../shared/title-bar.ts";

/** The page's own colours, so that the title bar is one with it and nothing flashes before it is drawn. */
const COLORS = {
  light: { ground: "#f7f7f8", ink: "#17181c" },
  dark: { ground: "#101113", ink: "#ececf0" },
} as const;

/** A window whose page draws up to its upper edge. The system draws its buttons over it: inset on macOS, in our colours elsewhere. */
export function titleBarOptions(platform: NodeJS.Platform, isDark: boolean): BrowserWindowConstructorOptions {
  const { ground } = colors(isDark);
  if (platform === "darwin")
    return { backgroundColor: ground, titleBarStyle: "hiddenInset", trafficLightPosition: { x: 14, y: 10 } };
  return { backgroundColor: ground, titleBarStyle: "hidden", titleBarOverlay: overlay(isDark) };
}

/** Draws the title bar of an open window in the colours of now. */
export function recolorTitleBar(window: BrowserWindow, platform: NodeJS.Platform, isDark: boolean): void {
  window.setBackgroundColor(colors(isDark).ground);
  if (platform !== "darwin") window.setTitleBarOverlay(overlay(isDark));
}

function overlay(isDark: boolean) {
  const { ground, ink } = colors(isDark);
  // One pixel less: the line under the bar is the page's.
  return { color: ground, symbolColor: ink, height: TITLE_BAR_HEIGHT_PX - 1 };
}

function colors(isDark: boolean) {
  return isDark ? COLORS.dark : COLORS.light;
}
