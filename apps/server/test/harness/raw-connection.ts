import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { eventually } from "./eventually.ts";

/** A connection over which a test sends bytes as it likes, and reads what came of them. */
export class RawConnection {
  readonly socket: Socket;
  #received = "";

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => (this.#received += bytes.toString()));
    // Cut in the middle of its sending, it may learn so by a reset.
    socket.on("error", () => undefined);
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new RawConnection(socket);
  }

  /** Sends bytes in one piece. @returns all that comes until there are so many answers in JSON. */
  async say(bytes: string, answers = 1): Promise<string> {
    this.socket.write(bytes);
    await eventually(async () => {
      const isComplete = /\}(?:\r\n0\r\n\r\n)?$/.test(this.#received);
      if (statusesOf(this.#received).length < answers || !isComplete) throw new Error(`only: ${this.#received}`);
    });
    const received = this.#received;
    this.#received = "";
    return received;
  }
}

/** Of every answer in what was received. */
export function statusesOf(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
