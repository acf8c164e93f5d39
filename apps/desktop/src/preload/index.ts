import { contextBridge, ipcRenderer } from "electron";
import type { AppCommand, DesktopHost, DesktopPlatform } from "../shared/host-bridge.ts";
import { BRIDGE_NAME, type IpcChannel, type IpcContract, type IpcMessages } from "../shared/ipc-contract.ts";

function call<Channel extends IpcChannel>(
  channel: Channel,
  request: IpcContract[Channel]["request"],
): Promise<IpcContract[Channel]["response"]> {
  return ipcRenderer.invoke(channel, request) as Promise<IpcContract[Channel]["response"]>;
}

const listeners = new Set<(command: AppCommand) => void>();
/** What was asked before the page was ready to hear it: a link may well be what started the app. */
const unheard: AppCommand[] = [];

function hear<Channel extends keyof IpcMessages>(channel: Channel, tell: (message: IpcMessages[Channel]) => void) {
  ipcRenderer.on(channel, (_event, message: IpcMessages[Channel]) => tell(message));
}

hear("excalibur:command", (command) => {
  if (listeners.size === 0) unheard.push(command);
  for (const listener of listeners) listener(command);
});

// Named calls only: the page can neither choose a channel nor see an event.
const bridge: DesktopHost = {
  kind: "desktop",
  platform: process.platform as DesktopPlatform,
  copyText: (text) => call("excalibur:copy-text", { text }),
  copySecret: (secret) => call("excalibur:copy-secret", { secret }),
  saveTextFile: ({ suggestedName, text }) => call("excalibur:save-text-file", { suggestedName, text }),
  getServerAddress: () => call("excalibur:get-server-address", {}),
  setServerAddress: (url) => call("excalibur:set-server-address", { url }),
  listServers: () => call("excalibur:list-servers", {}),
  forgetServer: (url) => call("excalibur:forget-server", { url }),
  checkServer: (url) => call("excalibur:check-server", { url }),
  notify: (notices) => call("excalibur:notify", { notices }),
  setProblemCount: (count) => call("excalibur:set-problem-count", { count }),
  setTheme: (theme) => call("excalibur:set-theme", { theme }),
  onCommand: (listener) => {
    listeners.add(listener);
    for (const command of unheard.splice(0)) listener(command);
    return () => listeners.delete(listener);
  },
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
