import type { Notice } from "./notice.ts";

/** What the renderer may ask of the program around it: Electron's main process, or a browser's page. */
export type HostBridge = DesktopHost | BrowserHost;

interface CommonHost {
  /** Puts text that is no secret on the clipboard. */
  copyText(text: string): Promise<void>;
  /** Puts a secret on the clipboard, and takes it off again where the host can see that it is still ours. */
  copySecret(secret: string): Promise<SecretCopy>;
  /** Lets the user choose a file and writes the text to it, readable by this user alone where the system supports it. */
  saveTextFile(file: TextFile): Promise<SaveOutcome>;
}

export interface DesktopHost extends CommonHost {
  readonly kind: "desktop";
  /** Where the window's own buttons are and which keys its menu uses. */
  readonly platform: DesktopPlatform;
  getServerAddress(): Promise<ServerAddress>;
  /** Every server that was saved, the latest used first. */
  listServers(): Promise<SavedServer[]>;
  /** Takes a server off the list, and gives up the session there. */
  forgetServer(url: string): Promise<SavedServer[]>;
  /** Saves the address and uses it from the next request on. Throws when it is not one. */
  setServerAddress(url: string): Promise<ServerAddress>;
  /** Whether a session outlives the app: only where the system has a keychain to keep it in. */
  keepsSessions(): Promise<boolean>;
  /** Asks an address, without saving it, whether Excalibur answers there. */
  checkServer(url: string): Promise<ServerCheck>;
  /** Shows notifications to a user who may not be looking at the app; a notice that was shown before is not shown again. */
  notify(notices: Notice[]): Promise<void>;
  /** Says in the system's tray how many things need attention. */
  setProblemCount(count: number): Promise<void>;
  /** Whether the app goes on in the tray when its window is closed. */
  runsInBackground(): Promise<boolean>;
  setRunsInBackground(isOn: boolean): Promise<void>;
  /** Draws what the system draws of the window, its title bar and menus, in the theme of the page. */
  setTheme(theme: Theme): Promise<void>;
  /**
   * Calls the listener with the page that the menu, a link or a notification opens; at once for a page opened before.
   * @returns a function that removes the listener.
   */
  onOpen(listener: (path: string) => void): () => void;
  /** Hears what else the menu asks for. @returns how to stop listening. */
  onMenu(listener: (wish: MenuWish) => void): () => void;
}

export type DesktopPlatform = "darwin" | "win32" | "linux";

export type Theme = "system" | "light" | "dark";

export type AppCommand =
  /** Show a page; its path is one that `readAppPath` can read. */
  { kind: "open"; path: string } | { kind: "menu"; wish: MenuWish };

export type MenuWish = "newKey" | "back" | "forward" | "help" | "shortcuts";

export interface SavedServer {
  url: string;
  /** Whether the app works with it now. */
  isCurrent: boolean;
  /** Whether a session there is kept. The server may have ended it meanwhile. */
  hasSession: boolean;
}

/** In a browser the server is the page's origin. */
export interface BrowserHost extends CommonHost {
  readonly kind: "browser";
}

export interface SecretCopy {
  /** Milliseconds until the clipboard is cleared; null when the host can't read it back and so leaves it alone. */
  clearsAfterMs: number | null;
}

export interface TextFile {
  suggestedName: string;
  text: string;
}

export type SaveOutcome = "saved" | "cancelled";

export interface ServerAddress {
  url: string;
  /** Where it comes from: one given by the environment is not ours to change, a default was never confirmed. */
  source: "environment" | "saved" | "default";
}

/** Why nothing that speaks HTTP could be reached. */
export const UNREACHABLE_CAUSES = ["refused", "unknownHost", "timeout", "certificate", "redirect", "network"] as const;
export type UnreachableCause = (typeof UNREACHABLE_CAUSES)[number];

export type ServerCheck =
  | { kind: "ok"; version: string; isMadeForThisApp: boolean; overTls: boolean; latencyMs: number }
  | { kind: "invalidAddress" }
  | { kind: "unreachable"; cause: UnreachableCause }
  | { kind: "notExcalibur"; httpStatus: number };

/** Set on the answers of our own protocol handler when the server could not be asked: one of `UNREACHABLE_CAUSES`. */
export const UNREACHABLE_HEADER = "x-excalibur-unreachable";
