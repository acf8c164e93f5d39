import {
  judgePasswordReset,
  judgeRemoval,
  judgeRoleChange,
  type MemberFacts,
  type GivenRole,
} from "@excalibur/api/contract";

/** The actions on a member that the signed-in user may do. */
export interface MemberChoices {
  /** The role they can be given. */
  newRole: GivenRole | null;
  mayRemove: boolean;
  /** Whether the ownership can be handed to them. */
  mayOwn: boolean;
  mayReset: boolean;
  mayLeave: boolean;
}

/** Judged by the rules that the server goes by, so that nothing is offered that would be refused. */
export function memberChoices(actor: MemberFacts, target: MemberFacts): MemberChoices {
  const isSelf = actor.userId === target.userId;
  const newRole = target.role === "member" ? "admin" : "member";
  return {
    newRole: !isSelf && judgeRoleChange(actor, target, newRole) === "allowed" ? newRole : null,
    mayRemove: !isSelf && judgeRemoval(actor, target) === "allowed",
    mayOwn: actor.role === "owner" && target.role !== "owner",
    mayReset: judgePasswordReset(actor, target) === "allowed",
    mayLeave: isSelf && target.role !== "owner",
  };
}

export function hasChoice({ newRole, ...rest }: MemberChoices): boolean {
  return newRole !== null || Object.values(rest).some(Boolean);
}
