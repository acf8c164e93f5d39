import { recordOf } from "../account/record-of.ts";
import { recordForUser } from "../audit/account-entries.ts";
import { change } from "../changes/change.ts";
import { NOTIFICATION_KINDS } from "../domain/notifications/notification-kinds.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { SignedInUser } from "../ports/session.ts";
import type { Services } from "../ports/services.ts";
import type { UserRecord } from "../ports/user-store.ts";

/**
 * Writes down a sign-in before its session is handed out, with the address it came from. Channels are told of an owner's new device.
 * @throws Refusal `rate_limited` when the user has signed in too often lately: then the session must not be handed out.
 */
export async function recordSignIn(
  services: Services,
  user: SignedInUser,
  {
    sourceAddress,
    secondStep,
    isNewDevice,
  }: { sourceAddress: string; secondStep: "none" | "app" | "recovery_code"; isNewDevice: boolean },
): Promise<void> {
  const retryAfterMs = await services.signIns.take(user.userId);
  if (retryAfterMs !== null) throw refuse("rate_limited", { retryAfterMs });
  await change({ services }, async (tx) => {
    await tx.users.noteSourceAddress(user.sessionId, sourceAddress);
    const target = { kind: "session", id: user.sessionId, name: user.name } as const;
    const by = { user: recordOf(user), at: tx.now, sourceAddress };
    await recordForUser(tx, by, { action: "session.signed_in", target, details: { secondStep } });
    if (isNewDevice) await tellOwnersDevice(tx, user, sourceAddress);
  });
}

/** Has channels of the organizations that the user owns told. */
async function tellOwnersDevice(tx: Change, { userId, name, email }: SignedInUser, address: string): Promise<void> {
  const kind = "owner.new_device";
  for (const { organization, role } of await tx.organizations.memberships(userId)) {
    if (role !== "owner") continue;
    const about = { organizationId: organization.id, at: tx.now, subject: { id: userId, name } };
    tx.notifications.tell({ ...about, kind, level: NOTIFICATION_KINDS[kind].level, details: { email, address } });
  }
}

/**
 * Writes down an attempt to sign in as a user that failed. The actor is whom the attempt was about: who made it is not
 * known, but for the address.
 */
export async function recordFailedSignIn(
  services: Services,
  user: UserRecord,
  { sourceAddress, step }: { sourceAddress: string; step: "password" | "app" | "recovery_code" },
): Promise<void> {
  await change({ services }, async (tx) => {
    const by = { user, at: tx.now, sourceAddress };
    await recordForUser(tx, by, { action: "session.sign_in_failed", details: { step } });
  });
}
