import { serverNow } from "../server/server-clock.ts";
import { clockTime } from "./relative-time.ts";
import { TimeWithTooltip } from "./time-text.tsx";

/** The time of the day, and the day when it is another one: for what is read in the order it happened. */
export function ClockTime({ at }: { at: Date }) {
  return <TimeWithTooltip at={at} text={clockTime(at, serverNow())} />;
}
