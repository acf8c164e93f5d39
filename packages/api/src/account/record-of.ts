import type { SignedInUser } from "../ports/session.ts";
import type { UserRecord } from "../ports/user-store.ts";

/** The person behind a session. */
export function recordOf({ userId, name, email }: SignedInUser): UserRecord {
  return { id: userId, name, email };
}
