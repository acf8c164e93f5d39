/**
 * An instant for people, in a time zone and with its name: `1 June 2026, 12:00 UTC`, `1 June 2026, 14:00 (Europe/Berlin)`.
 * @param timeZone an IANA name; one that this system does not know counts as UTC
 */
export function instantText(at: Date, timeZone: string): string {
  const zone = isTimeZone(timeZone) ? timeZone : "UTC";
  const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: zone });
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  return `${day}, ${time} ${zone === "UTC" ? "UTC" : `(${zone})`}`;
}

/** Whether this system knows a time zone by that name. Offsets such as `+01:00` have no summer time, and are none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
