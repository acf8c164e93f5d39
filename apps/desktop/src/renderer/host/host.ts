import type { DesktopHost, HostBridge } from "../../shared/host-bridge.ts";
import { BRIDGE_NAME } from "../../shared/ipc-contract.ts";
import { browserHost } from "./browser-host.ts";

/** What surrounds the page: Electron, if its preload script has left its bridge, else a browser. */
export const host: HostBridge = (Reflect.get(window, BRIDGE_NAME) as DesktopHost | undefined) ?? browserHost;

/** Address of the server as executors reach it: in a browser, wherever the page came from. */
export async function serverUrl(): Promise<string> {
  return host.kind === "desktop" ? (await host.getServerAddress()).url : location.origin;
}
