import type {
  AppCommand,
  SavedServer,
  SaveOutcome,
  SecretCopy,
  ServerAddress,
  ServerCheck,
  TextFile,
  Theme,
} from "./host-bridge.ts";
import type { Notice } from "./notice.ts";

/** Every call that crosses from the renderer to main: one request, one answer. */
export interface IpcContract {
  "excalibur:copy-text": { request: { text: string }; response: void };
  "excalibur:copy-secret": { request: { secret: string }; response: SecretCopy };
  "excalibur:save-text-file": { request: TextFile; response: SaveOutcome };
  "excalibur:get-server-address": { request: Record<string, never>; response: ServerAddress };
  "excalibur:set-server-address": { request: { url: string }; response: ServerAddress };
  "excalibur:list-servers": { request: Record<string, never>; response: SavedServer[] };
  "excalibur:forget-server": { request: { url: string }; response: SavedServer[] };
  "excalibur:keeps-sessions": { request: Record<string, never>; response: boolean };
  "excalibur:check-server": { request: { url: string }; response: ServerCheck };
  "excalibur:notify": { request: { notices: Notice[] }; response: void };
  "excalibur:set-problem-count": { request: { count: number }; response: void };
  "excalibur:runs-in-background": { request: Record<string, never>; response: boolean };
  "excalibur:set-runs-in-background": { request: { isOn: boolean }; response: void };
  "excalibur:set-theme": { request: { theme: Theme }; response: void };
}

/** Messages from main to the page. */
export interface IpcMessages {
  "excalibur:command": AppCommand;
}

export type IpcChannel = keyof IpcContract;

/** The name under which the preload script hands the bridge to the page. */
export const BRIDGE_NAME = "excaliburHost";
