import type { MinutePoint, OverviewView } from "@excalibur/api/contract";
import { format } from "date-fns";
import { CHART, ChartFrame } from "../../ui/charts/chart-frame.tsx";
import { niceCeiling } from "../../ui/charts/nice-scale.ts";
import { timeSlots, type Slot } from "./time-slots.ts";

const SLOTS = 144;
const SLOT_MINUTES = 10;
const SLOTS_PER_HOUR = 6;

interface OnlineChartProps {
  series: readonly MinutePoint[];
  now: Date;
  executors: OverviewView["executors"];
}

/** How many executors were online over the last day. */
export function OnlineChart({ series, now, executors }: OnlineChartProps) {
  const online = executors.online + executors.duplicated;
  const total = online + executors.refused + executors.offline;
  const slots = timeSlots(series, now, { slots: SLOTS, minutes: SLOT_MINUTES });
  const seen = slots.flatMap(({ point }) => (point === null ? [] : [point.online]));
  const top = niceCeiling(Math.max(online, ...seen));
  const least = Math.min(online, ...seen);
  return (
    <ChartFrame
      title="Executors online"
      span="last 24 hours"
      figure={
        <>
          <span className="font-semibold">{online}</span> <span className="text-muted">of {total}</span>
        </>
      }
      summary={`Executors online over the last 24 hours: ${online} of ${total} now, at least ${least} and at most ${Math.max(online, ...seen)}.`}
      top={top}
      ends={[clock(slots[0]), "now"]}
      table={{
        columns: ["Time", "Online"],
        rows: slots
          .filter((_, index) => index % SLOTS_PER_HOUR === SLOTS_PER_HOUR - 1)
          .map((slot) => [clock(slot), slot.point?.online ?? "unknown"]),
      }}
    >
      {stretches(slots).map((stretch) => (
        <Area key={stretch.start} {...stretch} top={top} />
      ))}
    </ChartFrame>
  );
}

interface Stretch {
  /** Of its first slot. */
  start: number;
  online: number[];
}

/** A gap is not a zero: each stretch of slots without one is drawn for itself. */
function stretches(slots: readonly Slot[]): Stretch[] {
  const found: Stretch[] = [];
  for (const [index, { point }] of slots.entries()) {
    if (point === null) continue;
    const last = found.at(-1);
    if (last !== undefined && last.start + last.online.length === index) last.online.push(point.online);
    else found.push({ start: index, online: [point.online] });
  }
  return found;
}

function Area({ start, online, top }: Stretch & { top: number }) {
  const width = CHART.width / SLOTS;
  const line = online
    .map((count, index) => {
      const y = CHART.height * (1 - count / top);
      return `H${(start + index) * width}V${y}H${(start + index + 1) * width}`;
    })
    .join("");
  const from = `M${start * width} ${CHART.height * (1 - (online[0] ?? 0) / top)}`;
  return (
    <>
      <path d={`${from}${line}V${CHART.height}H${start * width}Z`} className="fill-chart opacity-25" />
      <path d={`${from}${line}`} className="fill-none stroke-chart" strokeWidth={2} vectorEffect="non-scaling-stroke" />
    </>
  );
}

function clock(slot: Pick<Slot, "at"> | undefined): string {
  return slot === undefined ? "" : format(slot.at, "HH:mm");
}
