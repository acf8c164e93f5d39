const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

/** The first instant after `after` at which clocks in a time zone show a minute of the day, counted from midnight. */
export function nextDigestAt(minuteOfDay: number, timeZone: string, after: Date): Date {
  const today = Math.floor(wallMs(after.getTime(), timeZone) / DAY_MS) * DAY_MS;
  for (let days = 0; ; days++) {
    const wall = today + days * DAY_MS + minuteOfDay * MINUTE_MS;
    // Once more with the offset of then: in between, clocks may have been changed.
    const guess = wall - offsetMs(wall, timeZone);
    const at = wall - offsetMs(guess, timeZone);
    if (at > after.getTime()) return new Date(at);
  }
}

function offsetMs(at: number, timeZone: string): number {
  return wallMs(at, timeZone) - at;
}

/** What clocks in a time zone show at an instant, as if they stood in UTC. Whole minutes. */
function wallMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(at - (at % MINUTE_MS));
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
}
