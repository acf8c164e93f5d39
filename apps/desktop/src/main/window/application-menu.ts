import { Menu, type MenuItemConstructorOptions } from "electron";
import type { AppCommand, MenuWish } from "../../shared/host-bridge.ts";
import { SCREENS, type ScreenPath } from "../../shared/screens.ts";

/** The menu, with each platform's own order and shortcuts. Without one, copying and pasting would not work on macOS. */
export function setApplicationMenu(command: (command: AppCommand) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, command)));
}

function menuTemplate(platform: NodeJS.Platform, command: (command: AppCommand) => void): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  /** Without an organization in its path: the page knows which one it shows. */
  const open = (label: string, path: ScreenPath, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => command({ kind: "open", path }),
  });
  const wish = (label: string, wanted: MenuWish, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => command({ kind: "menu", wish: wanted }),
  });
  const screens = SCREENS.filter(({ section }) => section === "sidebar");
  const account = SCREENS.filter(({ section }) => section === "account").map(({ name, path, accelerator }) =>
    open(`${titleCase(name)}…`, path, accelerator),
  );
  const appMenu: MenuItemConstructorOptions = {
    role: "appMenu",
    submenu: [
      { role: "about" },
      { type: "separator" },
      ...account,
      { type: "separator" },
      { role: "services" },
      { type: "separator" },
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      { type: "separator" },
      { role: "quit" },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: "&File",
      submenu: [
        wish("New API Key…", "newKey", "CmdOrCtrl+N"),
        { type: "separator" },
        ...(isMac ? [] : [...account, { type: "separator" } as const]),
        // Windows and Linux quit with their last window; on macOS the app stays, as apps there do.
        isMac ? { role: "close" } : { role: "quit" },
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        ...screens.map(({ name, path, accelerator }) => open(titleCase(name), path, accelerator)),
        { type: "separator" },
        { role: "reload" },
        { type: "separator" },
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    {
      label: "&Go",
      submenu: [
        wish("Back", "back", isMac ? "Cmd+[" : "Alt+Left"),
        wish("Forward", "forward", isMac ? "Cmd+]" : "Alt+Right"),
      ],
    },
    { role: "windowMenu" },
    {
      role: "help",
      submenu: [wish("Excalibur Help", "help", "F1"), wish("Keyboard Shortcuts", "shortcuts")],
    },
  ];
}

/** As menus write names: "Audit log" is "Audit Log" there. */
function titleCase(name: string): string {
  return name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
