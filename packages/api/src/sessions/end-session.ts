import { recordOf } from "../account/record-of.ts";
import { appendForUser } from "../audit/account-entries.ts";
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
  const ended = await services.data.transact(async (stores) => {
    const session = await stores.users.endSession(user.userId, sessionId);
    if (session === null) return false;
    const target = { kind: "session", id: sessionId, name: session.userAgent ?? "" } as const;
    const change = { user: recordOf(user), at: services.now(), sourceAddress };
    await appendForUser(stores, change, { action: "session.signed_out", target, details: { cause } });
    return true;
  });
  if (ended) services.live.endFor({ sessionId });
  return ended;
}
