import { expect, test } from "vitest";
import type { SignedInUser } from "../ports/session.ts";
import { bareContext } from "../testing/bare-context.ts";
import { recordSignIn } from "./record-sign-in.ts";

test("a sign-in beyond the bound writes nothing, and is refused with the time to wait", async () => {
  const { services } = bareContext({ signIns: { take: async () => 5_000 } });
  const user = { userId: "usr_1", sessionId: "ses_1" } as SignedInUser;
  const recorded = recordSignIn(services, user, { sourceAddress: "192.0.2.1", secondStep: "none", isNewDevice: false });
  await expect(recorded).rejects.toMatchObject({ reason: "rate_limited", details: { retryAfterMs: 5_000 } });
});
