import { ipcMain, type IpcMainInvokeEvent } from "electron";
import type { IpcChannel, IpcContract } from "../../shared/ipc-contract.ts";
import { isOwnPage } from "../window/lock-down.ts";
import { IPC_REQUESTS } from "./ipc-requests.ts";

export type IpcHandlers = {
  [Channel in IpcChannel]: (
    request: IpcContract[Channel]["request"],
    event: IpcMainInvokeEvent,
  ) => Promise<IpcContract[Channel]["response"]>;
};

/** Answers the page's calls. One from any other frame, or of another shape, is refused before its handler is reached. */
export function answerIpc(handlers: IpcHandlers): void {
  for (const channel of Object.keys(handlers) as IpcChannel[]) answerChannel(channel, handlers[channel]);
}

function answerChannel<Channel extends IpcChannel>(channel: Channel, handler: IpcHandlers[Channel]): void {
  ipcMain.handle(channel, (event, request: unknown) => {
    if (!isOwnPage(event.sender, event.senderFrame?.url)) throw new Error("This page may not call the app.");
    const parsed = IPC_REQUESTS[channel].parse(request) as IpcContract[Channel]["request"];
    return handler(parsed, event);
  });
}
