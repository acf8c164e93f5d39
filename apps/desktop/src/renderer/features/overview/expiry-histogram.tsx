import { EXPIRY_DAY_COUNTS_TO, type ExpiryDay } from "@excalibur/api/contract";
import { Link } from "@tanstack/react-router";
import { useState, type KeyboardEvent } from "react";
import { dayOf } from "../../time/local-days.ts";
import { shortDay } from "../../time/relative-time.ts";
import { classNames } from "../../ui/class-names.ts";
import { Tooltip } from "../../ui/tooltip.tsx";

const HEIGHT_PX = 72;
const LABEL_EVERY_DAYS = 5;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

interface ExpiryHistogramProps {
  days: readonly ExpiryDay[];
  now: Date;
}

/**
 * How many keys expire on each of the next days. A day leads to the list of exactly its keys; arrow keys go from day to day. For
 * fingers the days stand in several rows, so that each is wide enough.
 */
export function ExpiryHistogram({ days, now }: ExpiryHistogramProps) {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const first = days.findIndex(({ count }) => count > 0);
  const [reached, setReached] = useState<number | null>(null);
  const tabStop = reached !== null && (days[reached]?.count ?? 0) > 0 ? reached : first;
  return (
    <div className="overflow-x-auto px-4 pt-4 pb-1">
      <ol
        aria-label="Keys that expire, by day"
        className="flex w-full min-w-max items-end touch:min-w-0 touch:flex-wrap touch:[--reach:24px]"
      >
        {days.map((day, index) => (
          <li
            key={day.until.getTime()}
            className="min-w-4.5 flex-1 touch:flex-none touch:basis-1/11 sm:touch:basis-1/16"
          >
            <Bar
              day={day}
              now={now}
              heightPx={day.count === 0 ? 0 : Math.max(2, (day.count / most) * HEIGHT_PX)}
              isTabStop={index === tabStop}
              onReached={() => setReached(index)}
            />
            <span aria-hidden className="block h-6 w-0 pt-1 text-xs whitespace-nowrap text-muted tabular-nums">
              {index === 0 ? "today" : isLabelled(index, days.length) && shortDay(day.after, now)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface BarProps {
  day: ExpiryDay;
  now: Date;
  heightPx: number;
  isTabStop: boolean;
  onReached: () => void;
}

/** The whole height of a day leads to its keys, so that a low bar is as easy to click as a high one. */
function Bar({ day, now, heightPx, isTabStop, onReached }: BarProps) {
  const on = dayOf(day.after);
  const bar = <span style={{ height: heightPx }} className="block w-full rounded-t-xs bg-caution group-hover:bg-ink" />;
  const column = "group flex items-end border-b border-line-strong px-px";
  if (day.count === 0) return <div style={{ height: HEIGHT_PX }} className={column} />;
  const words = `${keysExpire(day.count)} on ${shortDay(day.after, now)}`;
  return (
    <Tooltip text={words}>
      <Link
        from="/o/$slug"
        to="/o/$slug/keys"
        search={{ status: "active", expiresFrom: on, expiresTo: on, sort: "expiresAt", direction: "asc" }}
        aria-label={words}
        data-day={on}
        tabIndex={isTabStop ? 0 : -1}
        onFocus={onReached}
        onKeyDown={moveBetweenDays}
        style={{ height: HEIGHT_PX }}
        className={classNames(column, "hover:bg-sunken")}
      >
        {bar}
      </Link>
    </Tooltip>
  );
}

function keysExpire(count: number): string {
  if (count >= EXPIRY_DAY_COUNTS_TO) return `${EXPIRY_DAY_COUNTS_TO.toLocaleString("en")} or more keys expire`;
  return count === 1 ? "1 key expires" : `${count.toLocaleString("en")} keys expire`;
}

/** None stands so near to the end that it would need more room than is left. */
function isLabelled(index: number, days: number): boolean {
  return index % LABEL_EVERY_DAYS === 0 && index + 2 < days;
}

function moveBetweenDays(event: KeyboardEvent<HTMLElement>) {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const links = [...(event.currentTarget.closest("ol")?.querySelectorAll<HTMLElement>("[data-day]") ?? [])];
  const next = links[links.indexOf(event.currentTarget) + step];
  event.preventDefault();
  next?.focus();
}
