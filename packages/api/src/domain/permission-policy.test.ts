import { describe, expect, it } from "vitest";
import { isAllowed, parseRole, ROLES, type Permission, type Role } from "./permission-policy.ts";

const YES = true;
const NO = false;

/** The table of roles, once more and by hand. A permission or role that is not in it does not compile. */
const TABLE: Record<Permission, Record<Role, boolean>> = {
  view: { owner: YES, admin: YES, member: YES },
  manageCredentials: { owner: YES, admin: YES, member: NO },
  manageMembers: { owner: YES, admin: YES, member: NO },
  manageOrganization: { owner: YES, admin: NO, member: NO },
  verifyAudit: { owner: YES, admin: NO, member: NO },
};

const rows = Object.entries(TABLE).flatMap(([permission, roles]) =>
  Object.entries(roles).map(([role, allowed]) => ({ permission, role, allowed })),
);

describe("permissions", () => {
  it.each(rows)("$role, $permission: $allowed", ({ permission, role, allowed }) => {
    expect(isAllowed(role as Role, permission as Permission)).toBe(allowed);
  });

  it("are spelled out for every role there is", () => {
    for (const roles of Object.values(TABLE)) expect(Object.keys(roles)).toEqual([...ROLES]);
  });
});

describe("a role as the database has it", () => {
  it.each(ROLES)("'%s' is known", (role) => {
    expect(parseRole(role)).toBe(role);
  });

  it.each(["", "Owner", "OWNER", " owner", "owner,admin", "superuser", "constructor", "__proto__"])(
    "'%s' is no role and so carries no permission",
    (text) => {
      expect(parseRole(text)).toBeNull();
    },
  );
});
