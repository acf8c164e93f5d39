import { contextBridge, ipcRenderer } from "electron";
import type { DesktopHost } from "../shared/host-bridge.ts";
import { BRIDGE_NAME, type IpcChannel, type IpcContract } from "../shared/ipc-contract.ts";

function call<Channel extends IpcChannel>(
  channel: Channel,
  request: IpcContract[Channel]["request"],
): Promise<IpcContract[Channel]["response"]> {
  return ipcRenderer.invoke(channel, request) as Promise<IpcContract[Channel]["response"]>;
}

// Named calls only: the page can neither choose a channel nor listen to one.
const bridge: DesktopHost = {
  kind: "desktop",
  copyText: (text) => call("excalibur:copy-text", { text }),
  copySecret: (secret) => call("excalibur:copy-secret", { secret }),
  saveTextFile: ({ suggestedName, text }) => call("excalibur:save-text-file", { suggestedName, text }),
  getServerAddress: () => call("excalibur:get-server-address", {}),
  setServerAddress: (url) => call("excalibur:set-server-address", { url }),
  checkServer: (url) => call("excalibur:check-server", { url }),
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
