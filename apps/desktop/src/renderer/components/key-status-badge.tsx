import type { ApiKeyView } from "@excalibur/api/contract";
import { classNames } from "../ui/class-names.ts";
import { exactTime, untilTime } from "../time/relative-time.ts";
import { useRelativeTime } from "../time/use-relative-time.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { serverNow } from "../server/server-clock.ts";
import { badgeOf, type Badge } from "./key-badges.ts";
import { useGone } from "../lists/gone-rows.ts";

/** A status as a shape and a word; the colour only repeats them. Below it, how long an active key has left, and why. */
export function StatusBadge({ apiKey }: { apiKey: ApiKeyView }) {
  useRelativeTime(apiKey.pausedUntil ?? NEVER, phaseOfPause);
  const badge = badgeOf(apiKey, serverNow(), useGone(apiKey.id));
  return (
    <span className="flex min-w-0 flex-col items-start">
      {badge === "revoked" && apiKey.revokedReason !== null ? (
        <Tooltip text={apiKey.revokedReason}>
          <span>
            <BadgeLabel badge={badge} />
          </span>
        </Tooltip>
      ) : (
        <BadgeLabel badge={badge} />
      )}
      {badge === "paused" && apiKey.pausedUntil !== null && <PausedUntil at={apiKey.pausedUntil} />}
      {badge === "expiring" && apiKey.effectiveExpiresAt !== null && (
        <span className="flex gap-1 text-xs whitespace-nowrap text-muted">
          <Remaining until={apiKey.effectiveExpiresAt} />
          {apiKey.renewing > 0 && `· ${apiKey.renewing} to renew`}
        </span>
      )}
      {badge === "retiring" && <Retiring apiKey={apiKey} />}
      {badge === "active" && apiKey.renewing > 0 && (
        <span className="text-xs whitespace-nowrap text-muted">{apiKey.renewing} to renew</span>
      )}
    </span>
  );
}

const NEVER = new Date(0);

/** Changes its value when a pause ends, so that React renders the badge again. */
function phaseOfPause(until: Date, now: Date): string {
  return now < until ? "paused" : "over";
}

const LOOKS: Record<Badge, { word: string; look: string }> = {
  active: { word: "Active", look: "text-positive" },
  expiring: { word: "Active", look: "text-caution" },
  retiring: { word: "Active", look: "text-caution" },
  paused: { word: "Paused", look: "text-caution" },
  expired: { word: "Expired", look: "text-caution" },
  revoked: { word: "Revoked", look: "text-muted" },
  deleted: { word: "Deleted", look: "text-muted" },
  notFound: { word: "Not found", look: "text-muted" },
};

export function BadgeLabel({ badge }: { badge: Badge }) {
  const { word, look } = LOOKS[badge];
  return (
    <span className={classNames("inline-flex items-center gap-1.5 font-medium", look)}>
      <BadgeShape badge={badge} />
      {word}
    </span>
  );
}

/** Full, half, a dashed ring, a crossed ring: they differ without any colour. */
function BadgeShape({ badge }: { badge: Badge }) {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden
      className="size-3 shrink-0"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {badge === "active" && <circle cx="6" cy="6" r="4.25" fill="currentColor" />}
      {(badge === "expiring" || badge === "retiring") && (
        <>
          <circle cx="6" cy="6" r="4.25" />
          <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" fill="currentColor" stroke="none" />
        </>
      )}
      {badge === "paused" && (
        <>
          <circle cx="6" cy="6" r="4.25" />
          <path d="M4.75 4.25v3.5M7.25 4.25v3.5" />
        </>
      )}
      {badge === "expired" && <circle cx="6" cy="6" r="4.25" strokeDasharray="2.2 2.25" />}
      {(badge === "revoked" || badge === "deleted" || badge === "notFound") && (
        <>
          <circle cx="6" cy="6" r="4.25" />
          <path d="m3 9 6-6" />
        </>
      )}
    </svg>
  );
}

/** When the pause ends by itself. */
function PausedUntil({ at }: { at: Date }) {
  return (
    <Tooltip text={`Refused until ${exactTime(at)}`}>
      <span className="text-xs whitespace-nowrap text-muted">{untilTime(at, serverNow())}</span>
    </Tooltip>
  );
}

function Remaining({ until }: { until: Date }) {
  const words = useRelativeTime(until);
  return (
    <Tooltip text={`Expires ${exactTime(until)}`}>
      <span className="text-xs text-muted">{words}</span>
    </Tooltip>
  );
}

/** When a rotated key ends: at a time, or once its executors have moved. */
function Retiring({ apiKey }: { apiKey: ApiKeyView }) {
  const { effectiveExpiresAt, retiresAt, usedBy } = apiKey;
  if (retiresAt !== null && effectiveExpiresAt !== null) return <RetiringAt at={effectiveExpiresAt} />;
  const waiting = usedBy.total === 1 ? "1 executor has" : `${usedBy.total} executors have`;
  return (
    <Tooltip text={`Ends once ${waiting} moved to another key`}>
      <span className="text-xs text-muted">Retiring, {usedBy.total} to move</span>
    </Tooltip>
  );
}

function RetiringAt({ at }: { at: Date }) {
  const words = useRelativeTime(at);
  return (
    <Tooltip text={`Ends ${exactTime(at)}`}>
      <span className="text-xs text-muted">Retiring {words}</span>
    </Tooltip>
  );
}
