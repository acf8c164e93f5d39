import { beginLoginInput, endLoginInput, loginCodeInput, pollLoginInput } from "../contract/logins.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, memberProcedure, publicProcedure } from "../trpc/procedures.ts";
import { beginLogin } from "./begin-login.ts";
import { confirmLogin } from "./confirm-login.ts";
import { endLogin } from "./end-login.ts";
import { pollLogin } from "./poll-login.ts";
import { previewLogin } from "./preview-login.ts";
import { refuseLogin } from "./refuse-login.ts";

/** Logins of the command `excalibur`. All are mutations, because a query's input would stand in the address. */
export const loginsRouter = trpc.router({
  begin: publicProcedure.input(beginLoginInput).mutation(({ ctx, input }) => beginLogin(ctx, input)),
  poll: publicProcedure.input(pollLoginInput).mutation(({ ctx, input }) => pollLogin(ctx, input)),
  preview: managerProcedure.input(loginCodeInput).mutation(({ ctx, input }) => previewLogin(ctx, input.code)),
  confirm: managerProcedure.input(loginCodeInput).mutation(({ ctx, input }) => confirmLogin(ctx, input.code)),
  refuse: managerProcedure.input(loginCodeInput).mutation(({ ctx, input }) => refuseLogin(ctx, input.code)),
  end: memberProcedure.input(endLoginInput).mutation(({ ctx, input }) => endLogin(ctx, input.id)),
});
