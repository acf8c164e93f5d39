import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { APP_ORIGIN } from "../app-protocol/app-origin.ts";
import type { AppCommand } from "../../shared/host-bridge.ts";
import type { IpcMessages } from "../../shared/ipc-contract.ts";
import { askBeforeUnload } from "./ask-before-unload.ts";
import { recolorTitleBar, titleBarOptions } from "./title-bar.ts";
import { MINIMUM_SIZE, windowBounds, readWindowState, saveWindowState } from "./window-state.ts";

interface Options {
  readonly preload: string;
  readonly statePath: string;
  /** Whether the page goes on, out of sight, when the window is closed. */
  readonly staysWhenClosed: () => boolean;
}

/** The app's one window: opens where it was closed, and comes to the front on every request for it. */
export class MainWindow {
  readonly #options: Options;
  #window: BrowserWindow | null = null;
  /** From the request to quit on, unless the user stays on the page. */
  #isQuitting = false;

  constructor(options: Options) {
    this.#options = options;
    app.on("before-quit", () => (this.#isQuitting = true));
    nativeTheme.on("updated", () => {
      if (this.#window !== null) recolorTitleBar(this.#window, process.platform, nativeTheme.shouldUseDarkColors);
    });
  }

  /** Opens the window at a page, or the page in the window there is. */
  async open(path: string): Promise<void> {
    if (this.#window === null) await this.#create(path);
    else this.command({ kind: "open", path });
  }

  /** Brings the window to the front, as it is. */
  async show(): Promise<void> {
    if (this.#window === null) return this.#create("/");
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Sends a command to the page and shows the window. The page, with its open dialogs, stays. */
  command(command: AppCommand): void {
    const channel: keyof IpcMessages = "excalibur:command";
    this.#window?.webContents.send(channel, command);
    void this.show();
  }

  async #create(path: string): Promise<void> {
    const saved = await readWindowState(this.#options.statePath);
    const window = new BrowserWindow({
      ...windowBounds(
        saved,
        screen.getAllDisplays().map((display) => display.workArea),
      ),
      ...titleBarOptions(process.platform, nativeTheme.shouldUseDarkColors),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      show: false,
      title: "Excalibur",
      autoHideMenuBar: true,
      webPreferences: {
        preload: this.#options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        // Out of sight it goes on watching for what is worth a notification.
        backgroundThrottling: false,
      },
    });
    this.#window = window;
    if (saved?.maximized === true) window.maximize();
    window.once("ready-to-show", () => window.show());
    window.on("close", (event) => {
      void saveWindowState(this.#options.statePath, stateOf(window));
      if (this.#isQuitting || !this.#options.staysWhenClosed()) return;
      event.preventDefault();
      window.hide();
    });
    window.on("closed", () => (this.#window = null));
    askBeforeUnload(window, () => (this.#isQuitting = false));
    await window.loadURL(APP_ORIGIN + path);
  }
}

function stateOf(window: BrowserWindow) {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}
