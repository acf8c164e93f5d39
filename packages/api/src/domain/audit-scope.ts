import type { Role } from "./permission-policy.ts";

/** Which rows of an organization's audit log a member may read. */
export type AuditScope =
  | { readonly kind: "all" }
  /** Their own changes, and the changes made by anyone with the role `member` at that time. */
  | { readonly kind: "ownAndMembers"; readonly userId: string }
  | { readonly kind: "own"; readonly userId: string };

/** Owners read everything, admins their own rows and those of members, members their own. */
export function auditScope(role: Role, userId: string): AuditScope {
  switch (role) {
    case "owner":
      return { kind: "all" };
    case "admin":
      return { kind: "ownAndMembers", userId };
    case "member":
      return { kind: "own", userId };
  }
}
