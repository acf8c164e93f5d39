import type { SaveOutcome, SecretCopy, ServerAddress, ServerCheck, TextFile } from "./host-bridge.ts";

/** Every call that crosses from the renderer to main: one request, one answer. */
export interface IpcContract {
  "excalibur:copy-text": { request: { text: string }; response: void };
  "excalibur:copy-secret": { request: { secret: string }; response: SecretCopy };
  "excalibur:save-text-file": { request: TextFile; response: SaveOutcome };
  "excalibur:get-server-address": { request: Record<string, never>; response: ServerAddress };
  "excalibur:set-server-address": { request: { url: string }; response: ServerAddress };
  "excalibur:check-server": { request: { url: string }; response: ServerCheck };
}

export type IpcChannel = keyof IpcContract;

/** The name under which the preload script hands the bridge to the page. */
export const BRIDGE_NAME = "excaliburHost";
