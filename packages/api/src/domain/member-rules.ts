import type { Role } from "./permission-policy.ts";

/** Someone's place in the organization. */
export interface MemberFacts {
  readonly userId: string;
  readonly role: Role;
}

type GivenRole = Exclude<Role, "owner">;

/** Only owners invite admins. */
export function judgeInvitation(actor: { readonly role: Role }, role: GivenRole): "allowed" | "not_permitted" {
  if (actor.role === "owner") return "allowed";
  return actor.role === "admin" && role === "member" ? "allowed" : "not_permitted";
}

/** Owners and admins make members admins and back; no admin touches an owner or another admin. */
export function judgeRoleChange(
  actor: MemberFacts,
  target: MemberFacts,
  to: GivenRole,
): "allowed" | "not_permitted" | "last_owner" | "role_unchanged" {
  const verdict = judgeRemoval(actor, target);
  return verdict === "allowed" && target.role === to ? "role_unchanged" : verdict;
}

/** The same for removing a member. The owner can't be removed, only replaced by a transfer. */
export function judgeRemoval(actor: MemberFacts, target: MemberFacts): "allowed" | "not_permitted" | "last_owner" {
  if (actor.role === "member") return "not_permitted";
  if (target.role === "owner") return actor.role === "owner" ? "last_owner" : "not_permitted";
  return outranks(actor, target) || actor.userId === target.userId ? "allowed" : "not_permitted";
}

/** Everybody may leave but the owner. */
export function judgeLeaving(role: Role): "allowed" | "last_owner" {
  return role === "owner" ? "last_owner" : "allowed";
}

/** Who sets a password for whom: one's own is changed, not reset. */
export function judgePasswordReset(actor: MemberFacts, target: MemberFacts): "allowed" | "not_permitted" {
  return outranks(actor, target) ? "allowed" : "not_permitted";
}

function outranks(actor: MemberFacts, target: MemberFacts): boolean {
  if (actor.role === "owner") return target.role !== "owner";
  return actor.role === "admin" && target.role === "member";
}
