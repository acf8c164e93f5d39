import { Activity } from "lucide-react";
import { EmptyList, NothingMatches } from "../../lists/empty-list.tsx";
import type { EventFilter } from "./event-filter.ts";

/** Says why the list is empty. */
export function NoEvents({ filter, onClear }: { filter: EventFilter; onClear: () => void }) {
  if (Object.values(filter).some((value) => value !== undefined)) {
    return (
      <NothingMatches
        title="No event matches"
        hint="Nothing of this kind has happened yet."
        clear="Show all events"
        onClear={onClear}
      />
    );
  }
  return (
    <EmptyList icon={Activity} title="No events yet">
      <p className="text-muted">
        It is noted here when an executor connects, goes offline, comes back, moves to another key or is deleted.
      </p>
    </EmptyList>
  );
}
