import type { ExecutorView } from "@excalibur/api/contract";
import { serverNow } from "../server/server-clock.ts";
import { exactTime, describeSince } from "../time/relative-time.ts";
import { classNames } from "../ui/class-names.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { REFUSED_BECAUSE } from "./refusal-labels.ts";

type State = ExecutorView["state"];
type Presence = Pick<ExecutorView, "state" | "refusal" | "online" | "onlineSince" | "lastSeenAt">;

export const STATE_LABELS: Readonly<Record<State, string>> = {
  online: "Online",
  duplicated: "Duplicated",
  refused: "Refused",
  offline: "Offline",
};

const SINCE_LABELS: Readonly<Record<State, string>> = {
  online: "Online since",
  duplicated: "Online since",
  refused: "Refused since",
  offline: "Last seen",
};

/** Whether an executor is there: a shape and a word, and below them why it is refused, or since when it is so. */
export function PresenceBadge({ executor }: { executor: Presence }) {
  const since = presentSince(executor);
  const { refusal } = executor;
  return (
    <span className="flex min-w-0 flex-col items-start">
      <StateLabel state={executor.state} />
      {since !== null && (
        <Tooltip text={`${SINCE_LABELS[executor.state]} ${exactTime(since)}`}>
          <span className="max-w-full truncate text-xs text-muted">
            {refusal === null ? describeSince(since, serverNow()) : REFUSED_BECAUSE[refusal.reason]}
          </span>
        </Tooltip>
      )}
    </span>
  );
}

/** Since when an executor is as it is; null where that is not known. */
export function presentSince({ refusal, online, onlineSince, lastSeenAt }: Presence): Date | null {
  if (refusal !== null) return refusal.since;
  return online ? onlineSince : lastSeenAt;
}

const STATE_COLOURS: Readonly<Record<State, string>> = {
  online: "text-positive",
  duplicated: "text-caution",
  refused: "text-danger",
  offline: "text-caution",
};

export function StateLabel({ state }: { state: State }) {
  return (
    <span className={classNames("inline-flex items-center gap-1.5 font-medium", STATE_COLOURS[state])}>
      <svg viewBox="0 0 12 12" aria-hidden className="size-3 shrink-0" stroke="currentColor" strokeWidth="1.5">
        <StateShape state={state} />
      </svg>
      {STATE_LABELS[state]}
    </span>
  );
}

function StateShape({ state }: { state: State }) {
  switch (state) {
    case "online":
      return <circle cx="6" cy="6" r="4.25" fill="currentColor" />;
    case "duplicated":
      return (
        <>
          <circle cx="7.5" cy="7.5" r="3.5" fill="none" />
          <circle cx="4.25" cy="4.25" r="3.5" fill="currentColor" />
        </>
      );
    case "refused":
      return (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" />
          <path d="m4.25 4.25 3.5 3.5m0-3.5-3.5 3.5" />
        </>
      );
    case "offline":
      return (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" />
          <path d="M4 6h4" />
        </>
      );
  }
}
