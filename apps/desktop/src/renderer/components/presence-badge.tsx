import type { ExecutorView } from "@excalibur/api/contract";
import { serverNow } from "../server/server-clock.ts";
import { exactTime, describeSince } from "../time/relative-time.ts";
import { classNames } from "../ui/class-names.ts";
import { Tooltip } from "../ui/tooltip.tsx";

type Presence = Pick<ExecutorView, "online" | "onlineSince" | "lastSeenAt">;

/** Whether an executor is there: a shape and a word, and below them since when. */
export function PresenceBadge({ executor }: { executor: Presence }) {
  const since = presentSince(executor);
  return (
    <span className="flex min-w-0 flex-col items-start">
      <PresenceLabel online={executor.online} />
      {since !== null && (
        <Tooltip text={`${executor.online ? "Online since" : "Last seen"} ${exactTime(since)}`}>
          <span className="text-xs text-muted">{describeSince(since, serverNow())}</span>
        </Tooltip>
      )}
    </span>
  );
}

/** Since when an executor is as it is; null where that is not known. */
export function presentSince({ online, onlineSince, lastSeenAt }: Presence): Date | null {
  return online ? onlineSince : lastSeenAt;
}

export function PresenceLabel({ online }: { online: boolean }) {
  return (
    <span
      className={classNames("inline-flex items-center gap-1.5 font-medium", online ? "text-positive" : "text-caution")}
    >
      <svg viewBox="0 0 12 12" aria-hidden className="size-3 shrink-0" stroke="currentColor" strokeWidth="1.5">
        <circle cx="6" cy="6" r="4.25" fill={online ? "currentColor" : "none"} />
        {!online && <path d="M4 6h4" />}
      </svg>
      {online ? "Online" : "Offline"}
    </span>
  );
}
