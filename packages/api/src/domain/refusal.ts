import {
  REQUEST_REFUSALS,
  SYNC_REFUSALS,
  type RefusalCode,
  type RefusalReason,
  type RequestRefusalReason,
  type SyncRefusalReason,
} from "./refusals.ts";

/** What may accompany a refusal. */
export interface RefusalDetails {
  /** Milliseconds after which a new attempt makes sense; becomes the header `Retry-After`. */
  retryAfterMs?: number;
  /** What is wrong, by field of the input. */
  fieldErrors?: Record<string, string[]>;
  /** The number of the row of an audit log that the refusal is about. */
  sequence?: number;
}

/** A "no" that a client is meant to read. Any other error is a fault, and its text is never sent to a client. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reason: RefusalReason;
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(
    reason: RefusalReason,
    entry: { code: RefusalCode; message: string; retryAfterMs?: number },
    details: RefusalDetails = {},
  ) {
    const { sequence } = details;
    super(sequence === undefined ? entry.message : entry.message.replaceAll("{sequence}", String(sequence)));
    this.reason = reason;
    this.code = entry.code;
    this.details = entry.retryAfterMs === undefined ? details : { retryAfterMs: entry.retryAfterMs, ...details };
  }
}

/** The refusal of an executor's sync. */
export function refuseSync(reason: SyncRefusalReason, details?: RefusalDetails): Refusal {
  return new Refusal(reason, SYNC_REFUSALS[reason], details);
}

/** The refusal of a person's request. */
export function refuse(reason: RequestRefusalReason, details?: RefusalDetails): Refusal {
  return new Refusal(reason, REQUEST_REFUSALS[reason], details);
}
