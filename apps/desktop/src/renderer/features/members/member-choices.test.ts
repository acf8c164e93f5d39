import type { Role } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { hasChoice, memberChoices } from "./member-choices.ts";

const someone = (role: Role) => ({ userId: "usr_1", role });
const other = (role: Role) => ({ userId: "usr_2", role });
const NOTHING = { newRole: null, mayRemove: false, mayOwn: false, mayReset: false, mayLeave: false };
const ALL = { mayRemove: true, mayOwn: true, mayReset: true };

it.each([
  { actor: "owner", target: "admin", choices: { ...ALL, newRole: "member" } },
  { actor: "owner", target: "member", choices: { ...ALL, newRole: "admin" } },
  { actor: "admin", target: "owner", choices: {} },
  { actor: "admin", target: "admin", choices: {} },
  { actor: "admin", target: "member", choices: { newRole: "admin", mayRemove: true, mayReset: true } },
  { actor: "member", target: "owner", choices: {} },
  { actor: "member", target: "member", choices: {} },
] as const)("offers the $actor for another $target just what is allowed", ({ actor, target, choices }) => {
  expect(memberChoices(someone(actor), other(target))).toEqual({ ...NOTHING, ...choices });
});

it("offers for oneself nothing but to leave, and the owner not even that", () => {
  expect(memberChoices(someone("owner"), someone("owner"))).toEqual(NOTHING);
  expect(memberChoices(someone("admin"), someone("admin"))).toEqual({ ...NOTHING, mayLeave: true });
  expect(memberChoices(someone("member"), someone("member"))).toEqual({ ...NOTHING, mayLeave: true });
  expect(hasChoice(NOTHING)).toBe(false);
  expect(hasChoice({ ...NOTHING, mayLeave: true })).toBe(true);
  expect(hasChoice({ ...NOTHING, newRole: "admin" })).toBe(true);
});
