import { distanceInTime, exactTime } from "./relative-time.ts";
import { useRelativeTime } from "./use-relative-time.ts";

/** Exact and relative side by side: on a page there is room for both. */
export function Instant({ at }: { at: Date }) {
  const relative = useRelativeTime(at, distanceInTime);
  return (
    <time dateTime={at.toISOString()}>
      {exactTime(at)} <span className="text-muted">({relative})</span>
    </time>
  );
}
