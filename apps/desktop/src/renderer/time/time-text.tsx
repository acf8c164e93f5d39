import type { ReactNode } from "react";
import { serverNow } from "../server/server-clock.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { exactTime, shortDay } from "./relative-time.ts";
import { useRelativeTime } from "./use-relative-time.ts";

interface TimeTextProps {
  at: Date;
  /** Said before the exact instant, such as who did it. */
  note?: ReactNode;
}

/** How long ago, with the exact instant and zone on hover. */
export function RelativeTime({ at, note }: TimeTextProps) {
  return <TimeWithTooltip at={at} note={note} text={useRelativeTime(at)} />;
}

/** The day, with the exact instant and zone on hover. */
export function Day({ at, note }: TimeTextProps) {
  return <TimeWithTooltip at={at} note={note} text={shortDay(at, serverNow())} />;
}

/** A word for an instant, with the exact instant and zone on hover. */
export function TimeWithTooltip({ at, note, text }: TimeTextProps & { text: string }) {
  return (
    <Tooltip text={<ExactTime at={at} note={note} />}>
      <time dateTime={at.toISOString()} className="whitespace-nowrap">
        {text}
      </time>
    </Tooltip>
  );
}

/** Put into words only when it is looked at. */
function ExactTime({ at, note }: TimeTextProps) {
  return (
    <>
      {note !== undefined && <span className="block">{note}</span>}
      {exactTime(at)}
    </>
  );
}
