export const ROLES = ["owner", "admin", "member"] as const;
export type Role = (typeof ROLES)[number];

/** What a member may do, read as sentences: "view: owner, admin, member". */
const ALLOWED = {
  /** See keys, executors and events. */
  view: ["owner", "admin", "member"],
  /** Create, rotate, revoke and delete keys; connect, cut off and delete executors. */
  manageCredentials: ["owner", "admin"],
  /** Invite, change roles, remove. Whom one may touch is judged by `member-rules.ts`. */
  manageMembers: ["owner", "admin"],
  /** Rename, transfer, deactivate and reactivate the organization. */
  manageOrganization: ["owner"],
  /** Check the whole audit log, also what others did. */
  verifyAudit: ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ALLOWED;

/** Whether a role carries a permission. */
export function isAllowed(role: Role, permission: Permission): boolean {
  return (ALLOWED[permission] as readonly Role[]).includes(role);
}

/** Reads a role as the database has it. Anything else carries no permission at all. */
export function parseRole(text: string): Role | null {
  return ROLES.find((role) => role === text) ?? null;
}
