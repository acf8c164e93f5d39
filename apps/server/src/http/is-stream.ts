import { AUDIT_STREAM_PATH } from "../audit-stream/send-audit-stream.ts";

/** Whether an answer lasts as long as its client listens, so that its time says nothing. */
export function isStream(route: string | undefined, contentType: unknown): boolean {
  return route === AUDIT_STREAM_PATH || String(contentType).startsWith("text/event-stream");
}
