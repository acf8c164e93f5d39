import type { Socket } from "node:net";
import { clock } from "../clock.ts";
import { instantText, textAt, type TimedText } from "./timed-text.ts";

/**
 * An answer that goes out again and again, put together beforehand but for its two instants: what is put together for one
 * answer is garbage after it, and at thousands a second collecting it is what others wait for.
 */
export class RepeatedAnswer {
  readonly body: TimedText;
  readonly #beforeDate: string;
  readonly #beforeInstant: string;
  readonly #encoding: "latin1" | "utf8";

  /**
   * @param head as on the wire, up to the headers that `node:http` adds.
   * @param keepAlive the last headers, without the end of their line.
   */
  constructor(head: string, keepAlive: string, body: TimedText) {
    const example = textAt(body, new Date(0));
    const length = Buffer.byteLength(example);
    this.body = body;
    this.#beforeDate = `${head}content-length: ${length}\r\nDate: `;
    this.#beforeInstant = `\r\n${keepAlive}\r\n\r\n${body.before}`;
    this.#encoding = length === example.length ? "latin1" : "utf8";
  }

  write(socket: Socket, at: Date): void {
    const text = this.#beforeDate + currentDate() + this.#beforeInstant + instantText(at) + this.body.after;
    socket.write(text, this.#encoding);
  }
}

let dateSecond = Number.NaN;
let date = "";

/** Of the header `Date`: the same text for a second. */
function currentDate(): string {
  const second = Math.floor(clock.wallMs() / 1_000);
  if (second !== dateSecond) {
    dateSecond = second;
    date = new Date(second * 1_000).toUTCString();
  }
  return date;
}
