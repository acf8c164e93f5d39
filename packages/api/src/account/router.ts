import {
  changePasswordInput,
  confirmWithPasswordInput,
  sessionIdInput,
  twoFactorCodeInput,
  updateAccountInput,
} from "../contract/account.ts";
import { trpc } from "../trpc/init.ts";
import { userProcedure } from "../trpc/procedures.ts";
import { changePassword } from "./change-password.ts";
import { presentAccount } from "./present-account.ts";
import { listSessions, revokeSession } from "./sessions.ts";
import { beginTwoFactor, confirmTwoFactor, disableTwoFactor } from "./two-factor.ts";
import { updateAccount } from "./update-account.ts";

export const accountRouter = trpc.router({
  get: userProcedure.query(({ ctx }) => presentAccount(ctx.services.data, ctx.user, ctx.namedOrganizationId)),
  update: userProcedure.input(updateAccountInput).mutation(({ ctx, input }) => updateAccount(ctx, input)),
  changePassword: userProcedure.input(changePasswordInput).mutation(({ ctx, input }) => changePassword(ctx, input)),
  sessions: {
    list: userProcedure.query(({ ctx }) => listSessions(ctx)),
    revoke: userProcedure.input(sessionIdInput).mutation(({ ctx, input }) => revokeSession(ctx, input.id)),
  },
  twoFactor: {
    enable: userProcedure
      .input(confirmWithPasswordInput)
      .mutation(({ ctx, input }) => beginTwoFactor(ctx, input.password)),
    confirm: userProcedure.input(twoFactorCodeInput).mutation(({ ctx, input }) => confirmTwoFactor(ctx, input.code)),
    disable: userProcedure
      .input(confirmWithPasswordInput)
      .mutation(({ ctx, input }) => disableTwoFactor(ctx, input.password)),
  },
});
