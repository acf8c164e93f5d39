import ICAL from "ical.js";
import { expect, test } from "vitest";
import { writeCalendar, type CalendarExpiry } from "./write-calendar.ts";

const EXPIRY: CalendarExpiry = {
  keyId: "key_01jx0000000000000000000000",
  keyName: "deploy",
  expiresAt: new Date("2026-06-30T22:30:00Z"),
  owner: "Ada",
  usedBy: { total: 2, names: ["web-1", "web-2"] },
  link: "https://excalibur.example.com/o/acme/keys/key_01jx0000000000000000000000",
};
const WRITTEN_AT = new Date("2026-06-01T10:00:00Z");
const ORGANIZATION = { name: "Acme", timeZone: "Europe/Berlin" };

function write(expiries: readonly CalendarExpiry[], organization = ORGANIZATION) {
  const text = writeCalendar({ organization, expiries, host: "excalibur.example.com", writtenAt: WRITTEN_AT });
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
  return { text, calendar, events };
}

test("a calendar holds each expiry at its instant, in words of the organization's time zone", () => {
  const { calendar, events } = write([EXPIRY]);
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
  expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Acme: API keys expire");
  expect(events).toHaveLength(1);
  const [event] = events;
  expect(event!.uid).toBe("key_01jx0000000000000000000000@excalibur.example.com");
  expect(event!.startDate.toJSDate()).toEqual(EXPIRY.expiresAt);
  expect(event!.startDate.zone.tzid).toBe("UTC");
  expect(event!.summary).toBe("deploy expires");
  expect(event!.description).toBe(
    "The API key deploy expires on 1 July 2026, 00:30 (Europe/Berlin).\nUsed by: web-1, web-2\nOwner: Ada",
  );
});

test.each([
  "a, b; c \\ d",
  "BEGIN:VEVENT",
  "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
  "鍵".repeat(100),
  "👩‍💻".repeat(40),
  "مفتاح",
])("the name %j is text, in one event, on lines of at most 75 octets", (name) => {
  const usedBy = { total: 1, names: [name] };
  const { text, events } = write([{ ...EXPIRY, keyName: name, owner: name, usedBy }], { ...ORGANIZATION, name });
  expect(events).toHaveLength(1);
  expect(events[0]!.summary).toBe(`${name.replaceAll("\r\n", "\n")} expires`);
  const lines = text.split("\r\n");
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(lines.join("")).not.toMatch(/[\r\n]/);
});

test("an organization without expiries has an empty calendar", () => {
  expect(write([]).events).toEqual([]);
});

test("of many executors some are named", () => {
  const usedBy = { total: 1_000, names: ["web-1", "web-2"] };
  expect(write([{ ...EXPIRY, usedBy }]).events[0]!.description).toContain("Used by: web-1, web-2 and 998 more");
});
