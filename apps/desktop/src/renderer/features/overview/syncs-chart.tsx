import type { MinutePoint } from "@excalibur/api/contract";
import { format } from "date-fns";
import { CHART, ChartFrame } from "../../ui/charts/chart-frame.tsx";
import { niceCeiling } from "../../ui/charts/nice-scale.ts";
import { timeSlots, type Slot } from "./time-slots.ts";

const MINUTES = 60;
const GAP = 2;

/** Accepted and refused syncs of each minute of the last hour. */
export function SyncsChart({ series, now }: { series: readonly MinutePoint[]; now: Date }) {
  const slots = timeSlots(series, now, { slots: MINUTES, minutes: 1 });
  const top = niceCeiling(Math.max(...slots.map(({ point }) => (point?.syncs ?? 0) + (point?.refused ?? 0))));
  const last = slots.at(-1)?.point ?? null;
  const refused = slots.reduce((sum, { point }) => sum + (point?.refused ?? 0), 0);
  const refusedLabel = refused === 0 ? "none refused" : `${refused} refused`;
  return (
    <ChartFrame
      title="Syncs per minute"
      span="last hour"
      figure={
        <>
          <span className="font-semibold">{last?.syncs ?? "–"}</span>{" "}
          <span className={refused === 0 ? "text-muted" : "text-danger"}>· {refusedLabel}</span>
        </>
      }
      summary={`Syncs per minute over the last hour: ${last?.syncs ?? "unknown"} in the last one, ${refusedLabel} in the whole hour.`}
      top={top}
      ends={[clock(slots[0]), "now"]}
      table={{
        columns: ["Minute", "Accepted", "Refused"],
        rows: slots.map(({ at, point }) => [clock({ at }), point?.syncs ?? "unknown", point?.refused ?? "unknown"]),
      }}
    >
      {slots.map((slot, index) => (
        <Bars key={slot.at.getTime()} slot={slot} index={index} top={top} />
      ))}
    </ChartFrame>
  );
}

/** Refused syncs stand on top of the accepted ones, set apart by a gap, so that no colour has to be seen. */
function Bars({ slot: { point }, index, top }: { slot: Slot; index: number; top: number }) {
  if (point === null) return null;
  const width = CHART.width / MINUTES;
  const heightOf = (count: number) => (count / top) * CHART.height;
  const bar = { x: index * width + GAP / 2, width: width - GAP };
  const accepted = heightOf(point.syncs);
  const refused = heightOf(point.refused);
  return (
    <>
      <rect {...bar} y={CHART.height - accepted} height={accepted} className="fill-chart" />
      {refused > 0 && (
        <rect
          {...bar}
          y={CHART.height - accepted - refused - GAP}
          height={Math.max(refused, GAP)}
          className="fill-danger"
        />
      )}
    </>
  );
}

function clock(slot: Pick<Slot, "at"> | undefined): string {
  return slot === undefined ? "" : format(slot.at, "HH:mm");
}
