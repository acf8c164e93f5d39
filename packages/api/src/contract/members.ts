import { z } from "zod";
import type { Role } from "../domain/permission-policy.ts";
import { resourceId } from "./fields.ts";

/** Roles that can be given. Ownership can only be transferred. */
export const GIVEN_ROLES = ["admin", "member"] as const satisfies readonly Role[];
export const givenRole = z.enum(GIVEN_ROLES);
export type GivenRole = z.infer<typeof givenRole>;

export const memberIdInput = z.strictObject({ id: resourceId("mem") });
export const removeMemberInput = z.strictObject({
  id: resourceId("mem"),
  /** The member who owns from then on what the removed one owned; absent or null: those keys have no owner. */
  newOwnerId: resourceId("mem").nullish(),
});
export const changeRoleInput = z.strictObject({ id: resourceId("mem"), role: givenRole });

export interface MemberView {
  id: string;
  user: { id: string; name: string; email: string };
  role: Role;
  joinedAt: Date;
}

/** A former member, with the name at the time of leaving. */
export interface FormerMemberView {
  userId: string;
  name: string;
  leftAt: Date;
}
