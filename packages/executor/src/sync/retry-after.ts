/**
 * Reads the header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
 * A date is taken relative to the answer's own `Date`, so that a wrong clock on either side does no harm.
 * @returns milliseconds to wait, never negative; null without a valid header.
 */
export function retryAfterMs(retryAfter: string | null, date: string | null, now: Date): number | null {
  const text = retryAfter?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = httpDate(text);
  if (at === null) return null;
  return Math.max(0, at - (httpDate(date ?? "") ?? now.getTime()));
}

function httpDate(text: string): number | null {
  // Date.parse reads far more than HTTP dates, "1.5" among it; those all name a day and a time of day.
  if (!/^[A-Z][a-z]+,? .*\d\d:\d\d:\d\d/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
