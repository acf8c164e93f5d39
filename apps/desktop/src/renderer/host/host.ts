import type { DesktopHost, HostBridge } from "../../shared/host-bridge.ts";
import { BRIDGE_NAME } from "../../shared/ipc-contract.ts";
import { browserHost } from "./browser-host.ts";

/** What surrounds the page: Electron, if its preload script has left its bridge, else a browser. */
export const host: HostBridge = (Reflect.get(window, BRIDGE_NAME) as DesktopHost | undefined) ?? browserHost;
