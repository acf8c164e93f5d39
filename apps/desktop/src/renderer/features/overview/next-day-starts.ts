import { EXPIRING_WITHIN_DAYS } from "@excalibur/api/contract";
import { dayOf, instantsOfDays } from "../../time/local-days.ts";

/** When each of the next days begins where this person is: the last one ends the last day of the picture of expiries. */
export function nextDayStarts(now: Date): Date[] {
  const today = dayOf(now);
  const starts: Date[] = [];
  for (let days = 0; days <= EXPIRING_WITHIN_DAYS; days++) {
    const { to } = instantsOfDays({ to: dayLater(today, days) });
    if (to !== undefined) starts.push(to);
  }
  return starts;
}

function dayLater(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00`);
  at.setDate(at.getDate() + days);
  return dayOf(at);
}
