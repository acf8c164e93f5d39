import { EVENT_LEVELS, EXECUTOR_EVENT_TYPES } from "@excalibur/api/contract";
import { ExportListMenu } from "../../lists/export/export-menu.tsx";
import { apiClient } from "../../server/api.ts";
import { ChoiceMenu } from "../../ui/choice-menu.tsx";
import type { EventFilter } from "./event-filter.ts";
import { EVENT_LABELS, LEVEL_LABELS } from "../../components/event-labels.ts";
import { ExecutorChoice } from "../../components/executor-choice.tsx";

interface EventsToolbarProps {
  filter: EventFilter;
  onFilter: (change: Partial<EventFilter>) => void;
}

export function EventsToolbar({ filter, onFilter }: EventsToolbarProps) {
  return (
    <>
      <ExecutorChoice
        all="All executors"
        clear="show the events of all executors"
        executorId={filter.executorId}
        onChange={(executorId) => onFilter({ executorId })}
      />
      <ChoiceMenu
        label="what happened"
        all="All events"
        choices={EXECUTOR_EVENT_TYPES}
        labels={EVENT_LABELS}
        value={filter.type}
        onChange={(type) => onFilter({ type })}
      />
      <ChoiceMenu
        label="level"
        all="All levels"
        choices={EVENT_LEVELS}
        labels={LEVEL_LABELS}
        value={filter.level}
        onChange={(level) => onFilter({ level })}
      />
      <ExportListMenu
        list="events"
        filter={filter}
        readOne={() => apiClient.events.list.query({ ...filter, limit: 1 })}
      />
    </>
  );
}
