import { instantText, type Expiry } from "@excalibur/api/server";
import ical, { ICalEventTransparency } from "ical-generator";

/** An expiry as a calendar shows it, with the key's page in the console. Holds nothing of a key's secret. */
export type CalendarExpiry = Expiry & { readonly link: string };

interface CalendarContent {
  readonly organization: { readonly name: string; readonly timeZone: string };
  readonly expiries: readonly CalendarExpiry[];
  /** The host name of the server: ids of events are unique with it. */
  readonly host: string;
  readonly writtenAt: Date;
}

/** How often calendars ask again. */
const REFRESH_SECONDS = 3_600;

/**
 * Writes expiries as iCalendar (RFC 5545). Each is an instant in UTC, which calendars show in their own time zone; the text
 * says it in the organization's. An event keeps its id as long as its key exists.
 */
export function writeCalendar({ organization, expiries, host, writtenAt }: CalendarContent): string {
  const { name, timeZone } = organization;
  return ical({
    prodId: { company: "Excalibur", product: "Expiries" },
    ttl: REFRESH_SECONDS,
    // Not by the library's `name`, which it does not escape.
    x: { "X-WR-CALNAME": `${name}: API keys expire`, "X-WR-TIMEZONE": timeZone },
    events: expiries.map((expiry) => ({
      id: `${expiry.keyId}@${host}`,
      stamp: writtenAt,
      start: expiry.expiresAt,
      summary: `${expiry.keyName} expires`,
      description: descriptionOf(expiry, timeZone),
      url: expiry.link,
      transparency: ICalEventTransparency.TRANSPARENT,
    })),
  }).toString();
}

function descriptionOf({ keyName, expiresAt, owner, usedBy }: CalendarExpiry, timeZone: string): string {
  const more = usedBy.total - usedBy.names.length;
  const names = usedBy.names.join(", ") + (more > 0 ? ` and ${more} more` : "");
  return [
    `The API key ${keyName} expires on ${instantText(expiresAt, timeZone)}.`,
    usedBy.total === 0 ? "No executor uses it." : `Used by: ${names}`,
    owner === null ? "It has no owner." : `Owner: ${owner}`,
  ].join("\n");
}
