import type { NotificationMessage } from "@excalibur/api/server";

/** What became of one try to send a message. `answer` is for people, and bounded: "204", or the reply of a mail server. */
export type SendResult =
  | { readonly outcome: "delivered"; readonly answer: string }
  /** No connection, a time-out, or an answer that may change. @property afterMs how long the receiver asks to wait. */
  | { readonly outcome: "try_again"; readonly answer: string; readonly afterMs?: number }
  /** An answer that will not change: the message is not sent again by itself. */
  | { readonly outcome: "refused"; readonly answer: string };

/** Sends messages to the receivers of one kind of channel. */
export interface Sender<Settings> {
  /** Tries once, in bounded time. Never throws: what goes wrong is its result. */
  send(message: NotificationMessage, settings: Settings): Promise<SendResult>;
}
