/** Whether commands are given with Cmd, as on a Mac, and not with Ctrl. */
export const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** A command's keys as they are written on this system: `⌘K`, `Ctrl K`. */
export function commandKeys(key: string): string {
  return isMac ? `⌘${key}` : `Ctrl ${key}`;
}

/** The same as assistive technology expects it. */
export function commandKeyShortcut(key: string): string {
  return isMac ? `Meta+${key}` : `Control+${key}`;
}
