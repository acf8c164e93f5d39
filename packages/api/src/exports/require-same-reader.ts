import { refuse } from "../domain/refusal.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { Role } from "../domain/permission-policy.ts";
import type { MemberRequest, Services } from "../ports/services.ts";
import type { ActingMember } from "../ports/session.ts";

/**
 * Asks again, in the middle of an export, whether its reader is the one with whom it began.
 * @throws Refusal `not_permitted` once the session, the management key, the membership or the role has ended.
 */
export async function requireSameReader({ services, member, sourceAddress }: MemberRequest): Promise<void> {
  if ((await roleNow(services, member, sourceAddress)) !== member.role) throw refuse("not_permitted");
}

/** The reader's role as it is now; null when the session, the management key or the membership has ended. */
async function roleNow(
  { data, managementKeys, now }: Services,
  { by, organization }: ActingMember,
  sourceAddress: string,
): Promise<Role | null> {
  if (by.kind === "session") return data.sessionRole(by.sessionId, organization.id, now());
  const found = await managementKeys.lookUp(by.secretHash, sourceAddress);
  if (found.kind !== "found" || keyStatus(found.key, now()) !== "active") return null;
  return found.key.membership?.role ?? null;
}
