/** What the renderer may ask of the program around it: Electron's main process, or a browser's page. */
export type HostBridge = DesktopHost | BrowserHost;

interface CommonHost {
  /** Puts text that is no secret on the clipboard. */
  copyText(text: string): Promise<void>;
  /** Puts a secret on the clipboard, and takes it off again where the host can see that it is still ours. */
  copySecret(secret: string): Promise<SecretCopy>;
  /** Lets the user choose a place and writes the text there, readable by nobody else where the system knows how. */
  saveTextFile(file: TextFile): Promise<SaveOutcome>;
}

export interface DesktopHost extends CommonHost {
  readonly kind: "desktop";
  getServerAddress(): Promise<ServerAddress>;
  /** Saves the address and uses it from the next request on. Throws when it is not one. */
  setServerAddress(url: string): Promise<ServerAddress>;
  /** Asks an address, without saving it, whether Excalibur answers there. */
  checkServer(url: string): Promise<ServerCheck>;
}

/** In a browser the server is whoever served the page. */
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
  | { kind: "ok"; version: string; overTls: boolean; latencyMs: number }
  | { kind: "invalidAddress" }
  | { kind: "unreachable"; cause: UnreachableCause }
  | { kind: "notExcalibur"; httpStatus: number };

/** Set on the answers of our own protocol handler when the server could not be asked: one of `UNREACHABLE_CAUSES`. */
export const UNREACHABLE_HEADER = "x-excalibur-unreachable";
