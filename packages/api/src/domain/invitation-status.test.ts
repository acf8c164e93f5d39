import { describe, expect, it } from "vitest";
import { invitationStatus, judgeAcceptance, judgeResending } from "./invitation-status.ts";

const expiresAt = new Date("2026-06-08T12:00:00.000Z");
const before = new Date(expiresAt.getTime() - 1);

describe("an invitation", () => {
  it.each([
    { status: "pending", now: before, is: "pending", accepting: "allowed", resending: "allowed" },
    { status: "pending", now: expiresAt, is: "expired", accepting: "invitation_expired", resending: "allowed" },
    {
      status: "accepted",
      now: before,
      is: "accepted",
      accepting: "invitation_accepted",
      resending: "invitation_accepted",
    },
    {
      status: "accepted",
      now: expiresAt,
      is: "accepted",
      accepting: "invitation_accepted",
      resending: "invitation_accepted",
    },
    {
      status: "cancelled",
      now: before,
      is: "cancelled",
      accepting: "invitation_cancelled",
      resending: "invitation_cancelled",
    },
    {
      status: "cancelled",
      now: expiresAt,
      is: "cancelled",
      accepting: "invitation_cancelled",
      resending: "invitation_cancelled",
    },
  ] as const)("stored as $status is $is at $now", ({ status, now, is, accepting, resending }) => {
    expect(invitationStatus({ status, expiresAt }, now)).toBe(is);
    expect(judgeAcceptance({ status, expiresAt }, now)).toBe(accepting);
    expect(judgeResending({ status, expiresAt })).toBe(resending);
  });
});
