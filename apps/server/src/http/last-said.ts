import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { SyncInput } from "@excalibur/api/contract";
import type { SyncDoor } from "./sync-doors.ts";

/** One sync as it was said, and as it was understood. */
export interface SaidSync {
  readonly door: SyncDoor;
  readonly authorization: string | undefined;
  readonly body: string;
  readonly secretHash: string;
  readonly input: SyncInput;
}

/**
 * What each connection said last. An executor keeps its connection and says the same every few seconds; what was
 * understood of it need not be parsed and hashed again. Only that is remembered, and only as long as the connection is
 * open: whether the key is good is judged anew each time.
 */
export class LastSaid {
  readonly #byConnection = new WeakMap<Socket, SaidSync>();

  /** The connection's last sync if it was said in the very same words; undefined otherwise. */
  recall({ socket, headers }: IncomingMessage, door: SyncDoor, body: string): SaidSync | undefined {
    const last = this.#byConnection.get(socket);
    const same = last?.body === body && last.authorization === headers.authorization && last.door === door;
    return same ? last : undefined;
  }

  remember({ socket }: IncomingMessage, said: SaidSync): void {
    this.#byConnection.set(socket, said);
  }
}
