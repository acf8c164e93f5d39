import { Menu, type MenuItemConstructorOptions } from "electron";
import type { AppCommand, MenuWish } from "../../shared/host-bridge.ts";

/** The screens that have a key of their own, in the order of the sidebar. */
const SCREENS = [
  ["Overview", "/overview"],
  ["Executors", "/executors"],
  ["API Keys", "/keys"],
  ["Events", "/events"],
  ["Audit Log", "/audit"],
  ["Members", "/members"],
  ["Organization", "/organization"],
] as const;

/** The menu, with each platform's own order and shortcuts. Without one, copying and pasting would not work on macOS. */
export function setApplicationMenu(command: (command: AppCommand) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, command)));
}

function menuTemplate(platform: NodeJS.Platform, command: (command: AppCommand) => void): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  const open = (label: string, path: string, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => command({ kind: "open", path }),
  });
  const wish = (label: string, wanted: MenuWish, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => command({ kind: "menu", wish: wanted }),
  });
  const account = open("Account…", "/account", "CmdOrCtrl+,");
  const appMenu: MenuItemConstructorOptions = {
    role: "appMenu",
    submenu: [
      { role: "about" },
      { type: "separator" },
      account,
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
        ...(isMac ? [] : [account, { type: "separator" } as const]),
        // Windows and Linux quit with their last window; on macOS the app stays, as apps there do.
        isMac ? { role: "close" } : { role: "quit" },
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        ...SCREENS.map(([label, path], index) => open(label, path, `CmdOrCtrl+${index + 1}`)),
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
