import type { KeyOwner } from "../contract/api-keys.ts";
import type { AuditAction, AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";
import type { KeyPolicy } from "../domain/key-policy.ts";
import type { Role } from "../domain/permission-policy.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

export function organizationCreated(origin: ChangeOrigin, organization: Named & { slug: string }): AuditEntry {
  return ofOrganization(origin, "organization.created", organization, { slug: organization.slug });
}

/** Says what the name and the slug were and are. */
export function organizationUpdated(
  origin: ChangeOrigin,
  before: Named & { slug: string },
  after: { name: string; slug: string },
): AuditEntry {
  const details = {
    ...(before.name === after.name ? {} : { previousName: before.name, name: after.name }),
    ...(before.slug === after.slug ? {} : { previousSlug: before.slug, slug: after.slug }),
  };
  return ofOrganization(origin, "organization.updated", { id: before.id, name: after.name }, details);
}

/** Says what the time zone was and is. */
export function timeZoneUpdated(
  origin: ChangeOrigin,
  organization: Named,
  previousTimeZone: string,
  timeZone: string,
): AuditEntry {
  return ofOrganization(origin, "organization.updated", organization, { previousTimeZone, timeZone });
}

/** Says what of the policy of keys is new, and what it was; null: nothing is asked. */
export function policyUpdated(
  origin: ChangeOrigin,
  organization: Named,
  before: KeyPolicy,
  after: KeyPolicy,
): AuditEntry {
  const fields = Object.keys(after) as (keyof KeyPolicy)[];
  const changed = fields.filter((field) => before[field] !== after[field]);
  const details = Object.fromEntries(
    changed.flatMap((field) => [
      [`previous${field.charAt(0).toUpperCase()}${field.slice(1)}`, before[field]],
      [field, after[field]],
    ]),
  );
  return ofOrganization(origin, "organization.policy_updated", organization, details);
}

/** The previous owner is an admin from then on. */
export function ownershipTransferred(origin: ChangeOrigin, organization: Named, from: Named, to: Named): AuditEntry {
  return ofOrganization(origin, "organization.ownership_transferred", organization, {
    fromUserId: from.id,
    fromName: from.name,
    toUserId: to.id,
    toName: to.name,
  });
}

export function organizationDeactivated(origin: ChangeOrigin, organization: Named): AuditEntry {
  return ofOrganization(origin, "organization.deactivated", organization, {});
}

export function organizationReactivated(origin: ChangeOrigin, organization: Named): AuditEntry {
  return ofOrganization(origin, "organization.reactivated", organization, {});
}

/** @param user who is a member now; members are named by their user's id, which stays when they leave and come back. */
export function memberJoined(
  origin: ChangeOrigin,
  user: Named,
  details: { role: Role; invitationId?: string },
): AuditEntry {
  return ofMember(origin, "member.joined", user, details);
}

export function memberRoleChanged(origin: ChangeOrigin, user: Named, from: Role, to: Role): AuditEntry {
  return ofMember(origin, "member.role_changed", user, { from, to });
}

/** Says how many keys they owned, and who owns them now. */
export function memberRemoved(
  origin: ChangeOrigin,
  user: Named,
  role: Role,
  { cause, ownedKeys, newOwner }: { cause: "removed" | "left"; ownedKeys: number; newOwner: KeyOwner | null },
): AuditEntry {
  const passedOn = { ownedKeys, ownerUserId: newOwner?.userId ?? null, ownerName: newOwner?.name ?? null };
  return ofMember(origin, "member.removed", user, { role, cause, ...(ownedKeys === 0 ? {} : passedOn) });
}

/** Someone was given a link to set a new password. Never names the link. */
export function passwordResetRequested(
  origin: ChangeOrigin,
  user: Named,
  { expiresAt }: { expiresAt: Date },
): AuditEntry {
  return ofMember(origin, "member.password_reset_requested", user, { expiresAt: expiresAt.toISOString() });
}

interface NamedInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: Date;
}

/** Someone was invited, or sent their invitation again. Never names the link. */
export function memberInvited(
  origin: ChangeOrigin,
  invitation: NamedInvitation,
  action: "member.invited" | "invitation.resent",
): AuditEntry {
  const details = { role: invitation.role, expiresAt: invitation.expiresAt.toISOString() };
  return { ...origin, action, target: invitationTarget(invitation), details };
}

export function invitationCancelled(origin: ChangeOrigin, invitation: NamedInvitation): AuditEntry {
  const details = { role: invitation.role };
  return { ...origin, action: "invitation.cancelled", target: invitationTarget(invitation), details };
}

function ofOrganization(
  origin: ChangeOrigin,
  action: AuditAction,
  { id, name }: Named,
  details: AuditEntry["details"],
): AuditEntry {
  return { ...origin, action, target: { kind: "organization", id, name }, details };
}

function ofMember(
  origin: ChangeOrigin,
  action: AuditAction,
  { id, name }: Named,
  details: AuditEntry["details"],
): AuditEntry {
  return { ...origin, action, target: { kind: "member", id, name }, details };
}

function invitationTarget({ id, email }: NamedInvitation): AuditEntry["target"] {
  return { kind: "invitation", id, name: email };
}
