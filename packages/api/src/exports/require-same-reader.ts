import { refuse } from "../domain/refusal.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { Role } from "../domain/permission-policy.ts";
import type { MemberRequest, Services } from "../ports/services.ts";
import type { ActingMember } from "../ports/session.ts";

/**
 * Asks again, in the middle of an export, whether its reader is the one with whom it began.
 * @throws Refusal `not_permitted` once the session, the management key, the membership or the role has ended.
 */
export async function requireSameReader({ services, member }: MemberRequest): Promise<void> {
  if ((await roleNow(services, member)) !== member.role) throw refuse("not_permitted");
}

/** The reader's role as it is now; null when the session, the management key or the membership has ended. */
async function roleNow(
  { data, managementKeys, now }: Services,
  { by, organization }: ActingMember,
): Promise<Role | null> {
  if (by.kind === "session") return data.sessionRole(by.sessionId, organization.id, now());
  const key = await managementKeys.find(by.secretHash);
  if (key === null || keyStatus(key, now()) !== "active") return null;
  return key.membership?.role ?? null;
}
