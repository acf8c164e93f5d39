import type { ExecutorView } from "@excalibur/api/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Server } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { api } from "../server/api.ts";
import { readFailure } from "../server/failure.ts";
import { RelativeTime } from "../time/time-text.tsx";
import { Button } from "../ui/button.tsx";
import { FailureCallout } from "../ui/failure-callout.tsx";
import { FoundItem } from "../ui/found-item.tsx";
import { useDebounced } from "../ui/use-debounced.ts";

const SEARCH_AFTER_MS = 180;
const SHOWN = 50;

interface ExecutorPickerProps {
  executor: ExecutorView | null;
  onExecutor: (executor: ExecutorView | null) => void;
}

/** Finds one executor among many by a part of its name; once chosen, shows it. */
export function ExecutorPicker({ executor, onExecutor }: ExecutorPickerProps) {
  if (executor === null) return <ExecutorSearch onExecutor={onExecutor} />;
  return (
    <div className="flex items-center gap-2.5 rounded-lg bg-sunken px-3 py-2">
      <Server aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{executor.name}</span>
        <span className="block text-sm text-muted">
          last seen <RelativeTime at={executor.lastSeenAt} />
        </span>
      </span>
      <Button look="quiet" onClick={() => onExecutor(null)}>
        Change
      </Button>
    </div>
  );
}

/** The first hit is selected, and Enter takes it: also one that is pressed before the hits of what was typed are there. */
export function ExecutorSearch({ onExecutor }: { onExecutor: (executor: ExecutorView) => void }) {
  const [typed, setTyped] = useState("");
  const [pickedId, setPickedId] = useState("");
  const [takesFirst, setTakesFirst] = useState(false);
  const search = useDebounced(typed.trim(), SEARCH_AFTER_MS);
  const { data, error, isPlaceholderData } = useQuery(
    api.executors.list.queryOptions(
      { ...(search === "" ? {} : { search }), limit: SHOWN },
      { placeholderData: keepPreviousData },
    ),
  );
  const [first] = data?.items ?? [];
  const selectedId = data?.items.some(({ id }) => id === pickedId) === true ? pickedId : first?.id;
  /** Whether the hits are those of what stands in the box. */
  const isUpToDate = data !== undefined && typed.trim() === search && !isPlaceholderData;

  const takeFirst = useEffectEvent(() => first !== undefined && onExecutor(first));
  useEffect(() => {
    if (takesFirst && isUpToDate) takeFirst();
  }, [takesFirst, isUpToDate]);

  return (
    <Command
      shouldFilter={false}
      label="Executors"
      value={selectedId ?? ""}
      onValueChange={setPickedId}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || isUpToDate) return;
        event.preventDefault();
        setTakesFirst(true);
      }}
      className="overflow-hidden rounded-lg border border-line-strong"
    >
      <Command.Input
        autoFocus
        value={typed}
        onValueChange={(text) => {
          setTyped(text);
          setPickedId("");
          setTakesFirst(false);
        }}
        maxLength={100}
        placeholder="Search executors…"
        className="h-8 w-full border-b border-line bg-surface px-3 outline-none"
      />
      {error !== null && data === undefined ? (
        <div className="p-2">
          <FailureCallout failure={readFailure(error)} />
        </div>
      ) : (
        <Command.List tabIndex={-1} className="max-h-40 overflow-y-auto p-1">
          {data !== undefined && (
            <Command.Empty className="px-2 py-2 text-muted">
              {search === "" ? "No executor has connected yet." : "No executor matches."}
            </Command.Empty>
          )}
          {data?.items.map((executor) => (
            <FoundItem
              key={executor.id}
              value={executor.id}
              onSelect={() => onExecutor(executor)}
              aside={<RelativeTime at={executor.lastSeenAt} />}
            >
              {executor.name}
            </FoundItem>
          ))}
        </Command.List>
      )}
    </Command>
  );
}
