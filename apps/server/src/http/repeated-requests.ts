import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { readInPlace } from "./read-in-place.ts";
import { RepeatedAnswer } from "./repeated-answer.ts";
import type { FlatHeaders } from "./sync-doors.ts";
import type { TimedText } from "./timed-text.ts";

/**
 * The body of the answer to a request that was said again, and its instant; null when it has to take the usual way. As long
 * as the text is the same it is the same object.
 */
export type BodyAgain = () => { readonly text: TimedText; readonly at: Date } | null;

const HEAD_END = "\r\n\r\n";
/** What is kept per connection. Longer requests take the usual way each time. */
const MAX_KEPT_BYTES = 4_096;

/**
 * Stands between connections and `node:http`, whose parser and answers are most of what a small request costs. When the
 * bytes that come over a connection are those of the request before, to the last one, they need no parser to be understood:
 * they mean what they meant, and whoever answered them is asked to answer again. Everything else goes to `node:http`
 * untouched. Nothing is kept but what came last, and only as long as the connection is open.
 */
export class RepeatedRequests {
  readonly #connections = new WeakMap<Socket, Connection>();
  readonly #heads = new WeakMap<FlatHeaders, string>();

  /** Call it before the server listens. */
  standBefore(server: Server): void {
    const keepAlive = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(server.keepAliveTimeout / 1_000)}`;
    server.on("connection", (socket) => {
      const connection = Connection.standBefore(socket, keepAlive);
      if (connection !== null) this.#connections.set(socket, connection);
    });
  }

  /** Call it when a request has come, before its body is read. */
  follow(request: IncomingMessage, response: ServerResponse): void {
    this.#connections.get(request.socket)?.follow(request, response);
  }

  /**
   * Call it once a followed request was answered by 200, before the answer is out: so may it be answered when it is said again.
   * @param headers of every such answer, but for its length; the same object each time.
   */
  remember(request: IncomingMessage, headers: FlatHeaders, bodyAgain: BodyAgain): void {
    this.#connections.get(request.socket)?.remember({ head: this.#headOf(headers), bodyAgain });
  }

  #headOf(headers: FlatHeaders): string {
    let head = this.#heads.get(headers);
    if (head === undefined) {
      const lines = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
      this.#heads.set(headers, (head = `HTTP/1.1 200 OK\r\n${lines.join("")}`));
    }
    return head;
  }
}

type TakesBytes = (bytes: Buffer) => void;

interface Answer {
  /** As on the wire, up to the headers that `node:http` adds. */
  readonly head: string;
  readonly bodyAgain: BodyAgain;
}

class Connection {
  readonly #socket: Socket;
  readonly #handOn: TakesBytes;
  readonly #keepAlive: string;
  /** What came since the connection was last at rest: between two requests, all that came read and answered. */
  #bytesSinceRest = 0;
  /** The first piece of it, while `node:http` reads it. */
  #firstPiece: Buffer | null = null;
  /** The request that was answered last, as it came, and how it is answered when it comes again. */
  #last: { readonly bytes: Buffer; readonly answer: Answer } | null = null;
  #answer: Answer | null = null;
  /** The last answer that was given again, to be given again. */
  #given: RepeatedAnswer | null = null;

  /** @returns null where `node:http` does not listen to the socket as it does to one of its own. */
  static standBefore(socket: Socket, keepAlive: string): Connection | null {
    const [handOn, ...others] = socket.listeners("data") as TakesBytes[];
    if (handOn === undefined || others.length > 0) return null;
    const connection = new Connection(socket, handOn, keepAlive);
    if (!readInPlace(socket, (bytes) => connection.#answersAgain(bytes))) return null;
    socket.removeListener("data", handOn);
    // Who listens to "data" after `node:http` makes it read there too, instead of from the socket's handle.
    socket.on("data", (bytes: Buffer) => connection.#take(bytes));
    return connection;
  }

  private constructor(socket: Socket, handOn: TakesBytes, keepAlive: string) {
    this.#socket = socket;
    this.#handOn = handOn;
    this.#keepAlive = keepAlive;
  }

  follow(request: IncomingMessage, response: ServerResponse): void {
    const firstPiece = this.#firstPiece;
    this.#answer = null;
    if (firstPiece === null) return;
    const length = lengthOf(firstPiece, request);
    response.once("finish", () => {
      if (this.#bytesSinceRest !== length) return;
      this.#bytesSinceRest = 0;
      const isKept = firstPiece.length === length && length <= MAX_KEPT_BYTES && isOrdinary(request, response);
      this.#given = null;
      this.#last = isKept && this.#answer !== null ? { bytes: ownCopy(firstPiece), answer: this.#answer } : null;
    });
  }

  remember(answer: Answer): void {
    this.#answer = answer;
  }

  #take(bytes: Buffer): void {
    this.#firstPiece = this.#bytesSinceRest === 0 ? bytes : null;
    this.#bytesSinceRest += bytes.length;
    this.#handOn(bytes);
    this.#firstPiece = null;
  }

  #answersAgain(bytes: Buffer): boolean {
    if (this.#bytesSinceRest > 0 || this.#last?.bytes.equals(bytes) !== true) return false;
    // Whoever does not read what was answered is for node:http to hold back.
    if (this.#socket.writableLength > 0) return false;
    const { head, bodyAgain } = this.#last.answer;
    const body = bodyAgain();
    if (body === null) return false;
    if (this.#given?.body !== body.text) this.#given = new RepeatedAnswer(head, this.#keepAlive, body.text);
    this.#given.write(this.#socket, body.at);
    return true;
  }
}

/** `Buffer.from` would keep what else lies in its pool as well. */
function ownCopy(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** Of the request that begins with this piece, in bytes; NaN when that can't be told from it. */
function lengthOf(firstPiece: Buffer, { headers }: IncomingMessage): number {
  const headEnd = firstPiece.indexOf(HEAD_END);
  if (headEnd <= 0 || headers["transfer-encoding"] !== undefined) return Number.NaN;
  return headEnd + HEAD_END.length + Number(headers["content-length"] ?? 0);
}

/** Whether `node:http` answers it with one answer on a connection that stays open. */
function isOrdinary({ httpVersion, headers }: IncomingMessage, { shouldKeepAlive }: ServerResponse): boolean {
  return httpVersion === "1.1" && shouldKeepAlive && headers.expect === undefined && headers.upgrade === undefined;
}
