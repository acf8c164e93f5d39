import type { EventView } from "@excalibur/api/contract";
import { KeyLink } from "../../components/key-link.tsx";
import { eventDetail } from "../../components/event-labels.ts";

const ABOUT_A_KEY: ReadonlySet<EventView["type"]> = new Set([
  "executor.connected",
  "executor.rebound",
  "executor.code_reused",
  "api_key.new_address",
  "executor.renewal_begun",
  "executor.renewal_contested",
]);

/** The key an event is about, and the event's other details. */
export function EventDetail({ event }: { event: EventView }) {
  const { type, keyId } = event;
  const detail = eventDetail(event);
  const showsKey = keyId !== null && ABOUT_A_KEY.has(type);
  return (
    <span className="block truncate text-muted">
      {showsKey && <KeyLink id={keyId} />}
      {showsKey && detail !== "" && " · "}
      {detail}
    </span>
  );
}
