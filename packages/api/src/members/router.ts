import { changeRoleInput, memberIdInput, removeMemberInput } from "../contract/members.ts";
import { trpc } from "../trpc/init.ts";
import { activeMemberProcedure, memberManagerProcedure, memberProcedure, permitted } from "../trpc/procedures.ts";
import { changeRole } from "./change-role.ts";
import { listFormerMembers } from "./list-former-members.ts";
import { listMembers } from "./list-members.ts";
import { resetPassword } from "./reset-password.ts";
import { leaveOrganization, removeMember } from "./remove-member.ts";

export const membersRouter = trpc.router({
  list: memberProcedure.query(({ ctx }) => listMembers(ctx)),
  listFormer: permitted("manageMembers").query(({ ctx }) => listFormerMembers(ctx)),
  changeRole: memberManagerProcedure.input(changeRoleInput).mutation(({ ctx, input }) => changeRole(ctx, input)),
  remove: memberManagerProcedure.input(removeMemberInput).mutation(({ ctx, input }) => removeMember(ctx, input)),
  resetPassword: memberManagerProcedure.input(memberIdInput).mutation(({ ctx, input }) => resetPassword(ctx, input.id)),
  leave: activeMemberProcedure.mutation(({ ctx }) => leaveOrganization(ctx)),
});
