import { ChevronDown } from "lucide-react";
import { DayRangeFields, type DayRange } from "../../components/day-range-fields.tsx";
import { serverNow } from "../../server/server-clock.ts";
import { dayOf } from "../../time/local-days.ts";
import { Button } from "../../ui/button.tsx";
import { Popover } from "../../ui/popover.tsx";

const DAY_MS = 24 * 60 * 60 * 1000;
const PRESETS = [
  { label: "Today", days: 1 },
  { label: "7 days", days: 7 },
  { label: "30 days", days: 30 },
] as const;

/** From which day to which, both included, where the reader is. */
export function DaysFilter({ from, to, onDays }: DayRange & { onDays: (days: DayRange) => void }) {
  return (
    <Popover
      label="Days"
      trigger={
        <Button className="min-w-[72px] shrink pr-2">
          <span className="sr-only">Days: </span>
          <span className="truncate">{describeDays({ from, to })}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </Button>
      }
    >
      <div className="space-y-3 p-3">
        <div className="flex gap-1.5">
          {PRESETS.map(({ label, days }) => (
            <Button key={label} className="h-7 flex-1 px-2" onClick={() => onDays(lastDays(days))}>
              {label}
            </Button>
          ))}
        </div>
        <DayRangeFields from={from} to={to} onDays={onDays} />
        <Button
          look="quiet"
          disabled={from === undefined && to === undefined}
          onClick={() => onDays({ from: undefined, to: undefined })}
        >
          Any time
        </Button>
      </div>
    </Popover>
  );
}

function lastDays(days: number): DayRange {
  const now = serverNow();
  // Counted back from noon, so that a day of 23 or 25 hours on the way shifts nothing.
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  return { from: dayOf(new Date(noon.getTime() - (days - 1) * DAY_MS)), to: undefined };
}

function describeDays({ from, to }: DayRange): string {
  if (from !== undefined && to !== undefined) return from === to ? from : `${from} – ${to}`;
  if (from !== undefined) return `Since ${from}`;
  return to === undefined ? "Any time" : `Until ${to}`;
}
