import { keyStatus } from "./key-status.ts";
import type { ManagementScope } from "./management-scopes.ts";
import type { Role } from "./permission-policy.ts";

/** What is known of a management key at the moment it is presented. */
export interface ManagementKeyFacts {
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
  /** The role that the person who created it has in the key's organization now; null: no longer a member. */
  readonly creatorRole: Role | null;
  readonly isAddressAllowed: boolean;
}

export type ManagementKeyVerdict =
  | "accepted"
  | "management_key_revoked"
  | "management_key_expired"
  | "management_key_orphaned"
  | "management_key_address";

/** Whether a management key that exists may be used now, from where it is used. */
export function judgeManagementKey(facts: ManagementKeyFacts, now: Date): ManagementKeyVerdict {
  const status = keyStatus(facts, now);
  if (status !== "active") return `management_key_${status}`;
  if (facts.creatorRole === null) return "management_key_orphaned";
  return facts.isAddressAllowed ? "accepted" : "management_key_address";
}

export type ScopeVerdict = "allowed" | "scope_missing" | "not_for_management_keys";

/** The scope that a procedure asks for; null for one that no management key may call, `any` for one that each may. */
export type NeededScope = ManagementScope | "any" | null;

export function judgeScope(scopes: readonly ManagementScope[], needed: NeededScope): ScopeVerdict {
  if (needed === "any") return "allowed";
  if (needed === null) return "not_for_management_keys";
  return scopes.includes(needed) ? "allowed" : "scope_missing";
}
