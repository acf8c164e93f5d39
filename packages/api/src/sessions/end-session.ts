import { recordOf } from "../account/record-of.ts";
import { recordForUser } from "../audit/account-entries.ts";
import { change } from "../changes/change.ts";
import type { SignedInUser } from "../ports/session.ts";
import type { Services } from "../ports/services.ts";

interface SessionRequest {
  readonly services: Services;
  readonly user: SignedInUser;
  readonly sourceAddress: string;
}

/** Ends a session of the user who asks, with its audit row. @returns false when the user has no such session. */
export async function endSession(
  { services, user, sourceAddress }: SessionRequest,
  sessionId: string,
  cause: "signed_out" | "revoked",
): Promise<boolean> {
  const { result: isEnded } = await change({ services }, async (tx) => {
    const session = await tx.users.endSession(user.userId, sessionId);
    if (session === null) return false;
    const target = { kind: "session", id: sessionId, name: session.userAgent ?? "" } as const;
    const by = { user: recordOf(user), at: tx.now, sourceAddress };
    await recordForUser(tx, by, { action: "session.signed_out", target, details: { cause } });
    return true;
  });
  return isEnded;
}
