import type { EventView } from "../contract/events.ts";
import { readPreviousKeyFate } from "../domain/executor-binding.ts";
import type { EventRecord } from "../ports/event-store.ts";

/** An event as clients see it. */
export function presentEvent(event: EventRecord): EventView {
  const { id, type, level, at, executorId, executorName, keyId, details } = event;
  return {
    id,
    type,
    level,
    at,
    executor: { id: executorId, name: executorName },
    keyId,
    details: currentDetails(details),
  };
}

function currentDetails(details: EventRecord["details"]): EventView["details"] {
  const { previousKey } = details;
  return typeof previousKey === "string" ? { ...details, previousKey: readPreviousKeyFate(previousKey) } : details;
}
