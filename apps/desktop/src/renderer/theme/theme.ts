import { useSyncExternalStore } from "react";
import { host } from "../host/host.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_NAMES: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };

const STORED_AS = "theme";
const listeners = new Set<() => void>();

/** The theme chosen on this machine. Nothing is stored while the theme follows the system, which is the default. */
export function readTheme(): Theme {
  return THEMES.find((theme) => theme === localStorage.getItem(STORED_AS)) ?? "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(STORED_AS);
  else localStorage.setItem(STORED_AS, theme);
  applyTheme();
}

/** Puts the page into the chosen theme, and keeps it there when another window of the app chooses differently. */
export function startTheme(): void {
  window.addEventListener("storage", applyTheme);
  applyTheme();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readTheme);
}

function applyTheme(): void {
  const theme = readTheme();
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  // What the system draws of the window goes along.
  if (host.kind === "desktop") void host.setTheme(theme);
  for (const listener of listeners) listener();
}
