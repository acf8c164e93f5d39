import { describe, expect, it } from "vitest";
import { auditScope } from "./audit-scope.ts";
import { ROLES, type Role } from "./permission-policy.ts";

const SCOPES: Record<Role, unknown> = {
  owner: { kind: "all" },
  admin: { kind: "ownAndMembers", userId: "usr_1" },
  member: { kind: "own", userId: "usr_1" },
};

describe("what is read of an audit log", () => {
  it.each(ROLES)("by role: %s", (role) => {
    expect(auditScope(role, "usr_1")).toEqual(SCOPES[role]);
  });
});
