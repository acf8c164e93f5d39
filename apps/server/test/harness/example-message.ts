import type { NotificationMessage } from "@excalibur/api/server";

/** A message as an organization's channels get it. */
export const EXAMPLE_MESSAGE: NotificationMessage = {
  id: "msg_01jx0000000000000000000000",
  kind: "key.expiring",
  level: "warning",
  at: new Date("2026-06-01T10:00:00Z"),
  organization: { id: "org_01jx0000000000000000000000", name: "Acme", slug: "acme", timeZone: "Europe/Berlin" },
  title: "API key deploy expires in 7 days",
  text: "web-1 and web-2 use it. They go offline on 8 June 2026 unless the key is rotated.",
  facts: [
    { label: "Goes offline", value: "web-1, web-2" },
    { label: "Owner", value: "Ada" },
  ],
  link: "https://excalibur.example.com/o/acme/keys/key_01jx0000000000000000000000",
};
