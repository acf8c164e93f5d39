import type { AuditRecord } from "@excalibur/api/server";
import type { SendResult } from "../notifications/senders/sender.ts";

/** Sends rows of one organization's log, in the order of their numbers, to a receiver. */
export interface PushSender {
  /** Tries once, in bounded time. Never throws: what goes wrong is its result. */
  send(rows: readonly AuditRecord[]): Promise<SendResult>;
}
