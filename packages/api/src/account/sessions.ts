import type { SessionView } from "../contract/account.ts";
import { refuse } from "../domain/refusal.ts";
import type { UserRequest } from "../ports/services.ts";
import { endSession } from "../sessions/end-session.ts";

/** Everywhere the user is signed in, the latest first. */
export async function listSessions({ services, user }: UserRequest): Promise<{ items: SessionView[] }> {
  const sessions = await services.data.users.sessions(user.userId, services.now());
  return { items: sessions.map((session) => ({ ...session, current: session.id === user.sessionId })) };
}

/**
 * Ends one of one's own sessions: its next call is refused, and what it has open ends.
 * @throws Refusal `session_not_found`.
 */
export async function revokeSession(request: UserRequest, id: string): Promise<{ id: string }> {
  if (!(await endSession(request, id, "revoked"))) throw refuse("session_not_found");
  return { id };
}
