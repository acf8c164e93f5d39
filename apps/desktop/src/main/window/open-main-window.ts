import { BrowserWindow, dialog, nativeTheme, screen } from "electron";
import { APP_ORIGIN } from "../app-protocol/app-origin.ts";
import { MINIMUM_SIZE, placeWindow, readWindowState, saveWindowState } from "./window-state.ts";

interface Options {
  readonly preload: string;
  readonly statePath: string;
}

/** Opens the app's one window, where it was when it was closed. */
export async function openMainWindow({ preload, statePath }: Options): Promise<BrowserWindow> {
  const saved = await readWindowState(statePath);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(saved, screens),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: "Excalibur",
    // The page's own background, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#131416" : "#ffffff",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  if (saved?.maximized === true) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => void saveWindowState(statePath, stateOf(window)));
  askBeforeUnload(window);
  await window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

function stateOf(window: BrowserWindow) {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** Electron shows no question of its own when a page asks to be kept, it just stays. So the question is asked here. */
function askBeforeUnload(window: BrowserWindow): void {
  window.webContents.on("will-prevent-unload", (event) => {
    const choice = dialog.showMessageBoxSync(window, {
      type: "warning",
      message: "The new key has not been stored yet",
      detail: "It can't be shown again. If you leave now, revoke this key and create another one.",
      buttons: ["Stay", "Leave without the key"],
      defaultId: 0,
      cancelId: 0,
    });
    // Preventing this event lets the page go after all.
    if (choice === 1) event.preventDefault();
  });
}
