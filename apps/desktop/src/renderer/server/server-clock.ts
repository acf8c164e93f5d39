import { clock } from "../clock.ts";

/** Milliseconds that this machine's clock must be moved by to show the server's time. */
let offsetMs = 0;

/** Takes the server's time from an answer. It was read somewhere between asking and answering; the middle is the best guess. */
export function noteServerTime(serverTime: Date, askedAtMs: number, answeredAtMs: number): void {
  offsetMs = clockOffsetMs(serverTime, askedAtMs, answeredAtMs);
}

export function clockOffsetMs(serverTime: Date, askedAtMs: number, answeredAtMs: number): number {
  return serverTime.getTime() - (askedAtMs + answeredAtMs) / 2;
}

/** Now, by the server's clock: the one that instants in its answers were read from. */
export function serverNow(): Date {
  return new Date(clock.wallMs() + offsetMs);
}
