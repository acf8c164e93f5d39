import { EXPIRING_WITHIN_DAYS, type OverviewView } from "@excalibur/api/contract";
import { Link } from "@tanstack/react-router";
import { distanceInTime, exactTime, shortDay } from "../../time/relative-time.ts";
import { Tooltip } from "../../ui/tooltip.tsx";
import { layOutTimeline } from "./timeline-lanes.ts";

/** A marker is so wide, as a part of the timeline, with some air around it. */
const MARKERS_APART = 0.035;
const LANE_PX = 16;
const TICK_DAYS = [0, 10, 20, 30] as const;
const DAY_MS = 24 * 60 * 60 * 1000;

interface ExpiryTimelineProps {
  /** The next to expire first. */
  keys: OverviewView["expiring"]["items"];
  now: Date;
}

/** The next 30 days, with a marker for each key that expires in them. */
export function ExpiryTimeline({ keys, now }: ExpiryTimelineProps) {
  const markers = layOutTimeline(keys, now, { days: EXPIRING_WITHIN_DAYS, apart: MARKERS_APART });
  const lanes = Math.max(1, ...markers.map(({ lane }) => lane + 1));
  return (
    <div className="px-4 pt-4 pb-1">
      <div className="relative border-b border-line-strong" style={{ height: lanes * LANE_PX }}>
        {markers.map(({ item, position, lane }) => (
          <Tooltip key={item.id} text={`${item.name} expires ${exactTime(item.expiresAt)}`}>
            <Link
              from="/o/$slug"
              to="/o/$slug/keys/$keyId"
              params={{ keyId: item.id }}
              aria-label={`${item.name} expires ${distanceInTime(item.expiresAt, now)}`}
              style={{ left: `${position * 100}%`, bottom: lane * LANE_PX - LANE_PX / 2 }}
              className="absolute size-3 -translate-x-1/2 rounded-full border-2 border-surface bg-caution hover:bg-ink"
            />
          </Tooltip>
        ))}
      </div>
      <div aria-hidden className="relative h-6 text-xs text-muted tabular-nums">
        {TICK_DAYS.map((day) => (
          <span
            key={day}
            style={{ left: `${(day / EXPIRING_WITHIN_DAYS) * 100}%` }}
            // The first and the last stand within the ends of the line.
            className={`absolute top-1.5 whitespace-nowrap ${day === 0 ? "" : day < EXPIRING_WITHIN_DAYS ? "-translate-x-1/2" : "-translate-x-full"}`}
          >
            {day === 0 ? "now" : shortDay(new Date(now.getTime() + day * DAY_MS), now)}
          </span>
        ))}
      </div>
    </div>
  );
}
