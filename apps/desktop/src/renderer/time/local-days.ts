/** A day as a date field writes it: `2026-06-01`. */
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text names a day of the calendar. */
export function isDay(text: string): boolean {
  return startOfDay(text) !== null;
}

/**
 * The instants between which whole days lie where this person is: from the first instant of the one to the first instant
 * after the other. A day on which clocks are changed has 23 or 25 hours, and all of them belong to it.
 * @param from the first day; absent for no beginning.
 * @param to the last day, which is included; absent for no end.
 */
export function instantsOfDays({ from, to }: { from?: string | undefined; to?: string | undefined }): {
  from?: Date;
  to?: Date;
} {
  const start = from === undefined ? null : startOfDay(from);
  const end = to === undefined ? null : startOfDay(to, 1);
  return { ...(start === null ? {} : { from: start }), ...(end === null ? {} : { to: end }) };
}

/** The day of an instant, where this person is. */
export function dayOf(at: Date): string {
  const pad = (value: number, length: number) => String(value).padStart(length, "0");
  return `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1, 2)}-${pad(at.getDate(), 2)}`;
}

/** The first instant of a day, or of one that lies some days later; null for what is no day of the calendar. */
function startOfDay(day: string, daysLater = 0): Date | null {
  const [, year, month, date] = (DAY.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined || year < 1970) return null;
  // Where clocks are put forward at midnight, the day begins at 01:00, which is what this gives then.
  const named = new Date(year, month - 1, date);
  if (named.getMonth() !== month - 1 || named.getDate() !== date) return null;
  return new Date(year, month - 1, date + daysLater);
}
