import { describe, expect, it } from "vitest";
import { judgeInvitation, judgeLeaving, judgePasswordReset, judgeRemoval, judgeRoleChange } from "./member-rules.ts";
import { ROLES, type Role } from "./permission-policy.ts";

type Who = Role | "self";

/** Every pair, by hand: who acts on whom, and what becomes of each attempt. */
const TABLE: [actor: Role, target: Who, toAdmin: string, toMember: string, removal: string, reset: string][] = [
  ["owner", "self", "last_owner", "last_owner", "last_owner", "not_permitted"],
  ["owner", "owner", "last_owner", "last_owner", "last_owner", "not_permitted"],
  ["owner", "admin", "role_unchanged", "allowed", "allowed", "allowed"],
  ["owner", "member", "allowed", "role_unchanged", "allowed", "allowed"],
  ["admin", "self", "role_unchanged", "allowed", "allowed", "not_permitted"],
  ["admin", "owner", "not_permitted", "not_permitted", "not_permitted", "not_permitted"],
  ["admin", "admin", "not_permitted", "not_permitted", "not_permitted", "not_permitted"],
  ["admin", "member", "allowed", "role_unchanged", "allowed", "allowed"],
  ["member", "self", "not_permitted", "not_permitted", "not_permitted", "not_permitted"],
  ["member", "owner", "not_permitted", "not_permitted", "not_permitted", "not_permitted"],
  ["member", "admin", "not_permitted", "not_permitted", "not_permitted", "not_permitted"],
  ["member", "member", "not_permitted", "not_permitted", "not_permitted", "not_permitted"],
];

describe("one who acts on a member", () => {
  it.each(TABLE)("%s on %s: to admin %s, to member %s, removal %s, reset %s", (role, who, ...verdicts) => {
    const actor = { userId: "usr_1", role };
    const target = who === "self" ? actor : { userId: "usr_2", role: who };
    expect([
      judgeRoleChange(actor, target, "admin"),
      judgeRoleChange(actor, target, "member"),
      judgeRemoval(actor, target),
      judgePasswordReset(actor, target),
    ]).toEqual(verdicts);
  });

  it("stands in the table for every pair of roles", () => {
    const pairs = ROLES.flatMap((actor) => [...ROLES, "self"].map((target) => `${actor} ${target}`));
    expect(TABLE.map(([actor, target]) => `${actor} ${target}`).sort()).toEqual(pairs.sort());
  });
});

describe("inviting", () => {
  it.each([
    ["owner", "admin", "allowed"],
    ["owner", "member", "allowed"],
    ["admin", "admin", "not_permitted"],
    ["admin", "member", "allowed"],
    ["member", "admin", "not_permitted"],
    ["member", "member", "not_permitted"],
  ] as const)("by an %s, as %s: %s", (role, as, verdict) => {
    expect(judgeInvitation({ role }, as)).toBe(verdict);
  });
});

describe("leaving", () => {
  it.each([
    ["owner", "last_owner"],
    ["admin", "allowed"],
    ["member", "allowed"],
  ] as const)("by the %s: %s", (role, verdict) => {
    expect(judgeLeaving(role)).toBe(verdict);
  });
});
