import { contextBridge, ipcRenderer } from "electron";
import type { DesktopHost, DesktopPlatform, MenuWish } from "../shared/host-bridge.ts";
import { BRIDGE_NAME, type IpcChannel, type IpcContract, type IpcMessages } from "../shared/ipc-contract.ts";

function call<Channel extends IpcChannel>(
  channel: Channel,
  request: IpcContract[Channel]["request"],
): Promise<IpcContract[Channel]["response"]> {
  return ipcRenderer.invoke(channel, request) as Promise<IpcContract[Channel]["response"]>;
}

const openListeners = new Set<(path: string) => void>();
const menuListeners = new Set<(wish: MenuWish) => void>();
/** The path that was requested before the page listened: a link may have started the app. */
let pendingPath: string | null = null;

function subscribe<Channel extends keyof IpcMessages>(
  channel: Channel,
  listener: (message: IpcMessages[Channel]) => void,
) {
  ipcRenderer.on(channel, (_event, message: IpcMessages[Channel]) => listener(message));
}

subscribe("excalibur:command", (command) => {
  if (command.kind === "menu") return menuListeners.forEach((listener) => listener(command.wish));
  if (openListeners.size === 0) pendingPath = command.path;
  openListeners.forEach((listener) => listener(command.path));
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
  keepsSessions: () => call("excalibur:keeps-sessions", {}),
  checkServer: (url) => call("excalibur:check-server", { url }),
  notify: (notices) => call("excalibur:notify", { notices }),
  setProblemCount: (count) => call("excalibur:set-problem-count", { count }),
  runsInBackground: () => call("excalibur:runs-in-background", {}),
  setRunsInBackground: (isOn) => call("excalibur:set-runs-in-background", { isOn }),
  setTheme: (theme) => call("excalibur:set-theme", { theme }),
  onOpen: (listener) => {
    openListeners.add(listener);
    if (pendingPath !== null) listener(pendingPath);
    pendingPath = null;
    return () => openListeners.delete(listener);
  },
  onMenu: (listener) => {
    menuListeners.add(listener);
    return () => menuListeners.delete(listener);
  },
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
