import type { ActivityView } from "@excalibur/api/contract";
import { format } from "date-fns";
import { CHART, ChartFrame } from "../../ui/charts/chart-frame.tsx";
import { niceCeiling } from "../../ui/charts/nice-scale.ts";
import { hourSlots, LIFE_HOURS } from "./hour-slots.ts";

const WIDTH = CHART.width / LIFE_HOURS;
const GAP = 1;

/** Accepted and refused syncs of each hour of the last 7 days. */
export function LifeChart({ activity: { hours, serverTime } }: { activity: ActivityView }) {
  const slots = hourSlots(hours, serverTime);
  const top = niceCeiling(Math.max(...slots.map(({ syncs, refused }) => syncs + refused)));
  const syncs = slots.reduce((sum, slot) => sum + slot.syncs, 0);
  const refused = slots.reduce((sum, slot) => sum + slot.refused, 0);
  const refusedLabel = refused === 0 ? "none refused" : `${refused} refused`;
  const day = (at: Date | undefined) => (at === undefined ? "" : format(at, "d MMM"));
  return (
    <ChartFrame
      title="Syncs per hour"
      span="last 7 days"
      figure={
        <>
          <span className="font-semibold">{syncs}</span>{" "}
          <span className={refused === 0 ? "text-muted" : "text-danger"}>· {refusedLabel}</span>
        </>
      }
      summary={`Syncs per hour over the last 7 days: ${syncs} accepted, ${refusedLabel}.`}
      top={top}
      ends={[day(slots[0]?.at), "now"]}
      table={{
        columns: ["Hour", "Accepted", "Refused"],
        rows: slots
          .filter((slot) => slot.syncs + slot.refused > 0)
          .map((slot) => [format(slot.at, "d MMM, HH:mm"), slot.syncs, slot.refused]),
      }}
    >
      {slots.map((slot, index) => {
        const [accepted, refusals] = [slot.syncs, slot.refused].map((count) => (count / top) * CHART.height) as [
          number,
          number,
        ];
        const bar = { x: index * WIDTH, width: WIDTH - GAP };
        return (
          <g key={slot.at.getTime()}>
            {accepted > 0 && <rect {...bar} y={CHART.height - accepted} height={accepted} className="fill-chart" />}
            {refusals > 0 && (
              <rect
                {...bar}
                y={CHART.height - accepted - Math.max(refusals, 2)}
                height={Math.max(refusals, 2)}
                className="fill-danger"
              />
            )}
          </g>
        );
      })}
    </ChartFrame>
  );
}
