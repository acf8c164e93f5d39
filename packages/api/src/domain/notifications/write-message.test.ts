import { expect, it } from "vitest";
import { CHOSEN_KINDS, NOTIFICATION_KINDS } from "./notification-kinds.ts";
import { writeDigest, writeMessage, type ToldItem } from "./write-message.ts";

const ABOUT = {
  messageId: "msg_1",
  organization: { id: "org_1", name: "Acme", slug: "acme", timeZone: "Europe/Berlin" },
  consoleUrl: "https://keys.example.com",
};
const item = (changes: Partial<ToldItem> = {}): ToldItem => ({
  kind: "key.expiring",
  level: "warning",
  at: new Date("2026-11-28T10:00:00Z"),
  subjectId: "key_1",
  subjectName: "billing",
  details: { days: 7, expiresAt: "2026-12-05T10:00:00.000Z", owner: "Ada", goesOffline: "web-1, web-2" },
  ...changes,
});

it("names the key, its owner and the executors that go offline, in the organization's time zone", () => {
  expect(writeMessage([item()], ABOUT)).toMatchObject({
    id: "msg_1",
    title: "API key “billing” expires in 7 days",
    facts: [
      { label: "Expires", value: "5 December 2026, 11:00 (Europe/Berlin)" },
      { label: "Goes offline", value: "web-1, web-2" },
      { label: "Owner", value: "Ada" },
      { label: "When", value: "28 November 2026, 11:00 (Europe/Berlin)" },
    ],
    link: "https://keys.example.com/o/acme/keys/key_1",
  });
});

it("tells a thousand in one message with their number, twenty names, and the most urgent level", () => {
  const [first, ...others] = Array.from({ length: 1_000 }, (_, index) =>
    item({ subjectName: `key ${index}`, level: index === 5 ? "critical" : "warning" }),
  );
  const { title, level, facts } = writeMessage([first ?? item(), ...others], ABOUT);
  expect(title).toBe("1,000 API keys that are in use expire soon");
  expect(level).toBe("critical");
  expect(facts[0]?.value).toMatch(/^key 0, .*, key 19 and 980 more$/);
  expect(facts.length).toBeLessThan(30);
});

it("has words for each kind, in a message and in a digest", () => {
  for (const kind of CHOSEN_KINDS) {
    const told = item({ kind, level: NOTIFICATION_KINDS[kind].level, subjectName: "x" });
    expect(writeMessage([told], ABOUT).title).not.toMatch(/undefined|null/);
    expect(writeDigest([told, item()], ABOUT).facts.length).toBeGreaterThan(0);
  }
});
