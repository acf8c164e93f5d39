import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("0\r\n\r\n");
const DIGIT_0 = 48;
/** Where every answer is read into: a buffer of its own for each would be garbage, and collecting it make the load late. */
const buffer = Buffer.alloc(65_536);
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** One HTTP/1.1 request as the bytes on the wire. */
export function wireRequest(url: string, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const { host, pathname, search } = new URL(url);
  // The search as written: an empty one keeps its question mark.
  const path = url.endsWith("?") ? `${pathname}?` : pathname + search;
  const all = { host, "content-length": Buffer.byteLength(body), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}

/**
 * A connection that is kept alive and carries one request at a time. It reads of an answer what it takes to know where
 * it ends, and no more: a client that costs more than the server would measure itself.
 */
export class WireConnection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  /** The last answer that came in one piece: one of the same status and length is of the same kind, and needs no reading. */
  #last = { status: 0, length: 0 };
  #onAnswer: ((status: number) => void) | null = null;

  private constructor({ protocol, hostname: host, port }: URL) {
    const callback = (length: number) => {
      this.#take(buffer.subarray(0, length));
      return true;
    };
    const address = { host, port: Number(port), noDelay: true };
    if (protocol === "https:") {
      // Whose certificate it is does not matter to a measurement on one machine.
      this.#socket = connectTls({ ...address, rejectUnauthorized: false });
      this.#socket.on("data", (chunk) => this.#take(chunk));
    } else {
      this.#socket = connect({ ...address, onread: { buffer, callback } });
    }
    // Status 0: no answer came.
    this.#socket.on("close", () => this.#finish(0));
  }

  /** @param url http, or https with any certificate. */
  static open(url: string): Promise<WireConnection> {
    return new Promise((resolve, reject) => {
      const connection = new WireConnection(new URL(url));
      const isOpen = url.startsWith("https:") ? "secureConnect" : "connect";
      connection.#socket.once(isOpen, () => resolve(connection));
      connection.#socket.on("error", reject);
    });
  }

  /** @param onAnswer called with the status of a complete answer; with 0 when the connection broke. */
  send(request: Buffer, onAnswer: (status: number) => void): void {
    this.#onAnswer = onAnswer;
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.destroy();
  }

  /** @param chunk gone once this has returned. */
  #take(chunk: Buffer): void {
    const isFirstPiece = this.#received.length === 0;
    const { status, length } = this.#last;
    if (isFirstPiece && chunk.length === length && statusOf(chunk) === status) return this.#finish(status);
    this.#received = Buffer.concat([this.#received, chunk]);
    if (!isComplete(this.#received)) return;
    const answer = this.#received;
    this.#received = Buffer.alloc(0);
    this.#last = { status: statusOf(answer), length: isFirstPiece ? answer.length : 0 };
    this.#finish(statusOf(answer));
  }

  #finish(status: number): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = null;
    onAnswer?.(status);
  }
}

function isComplete(answer: Buffer): boolean {
  const headEnd = answer.indexOf(HEAD_END);
  if (headEnd === -1) return false;
  const head = answer.toString("latin1", 0, headEnd + 2);
  const length = CONTENT_LENGTH.exec(head)?.[1];
  return length === undefined
    ? answer.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
    : answer.length >= headEnd + HEAD_END.length + Number(length);
}

/** The three digits behind `HTTP/1.1 `. */
function statusOf(answer: Buffer): number {
  return [9, 10, 11].reduce((status, at) => status * 10 + (answer[at] ?? 0) - DIGIT_0, 0);
}
