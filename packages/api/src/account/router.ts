import { trpc } from "../trpc/init.ts";
import { userProcedure } from "../trpc/procedures.ts";
import { presentAccount } from "./present-account.ts";

export const accountRouter = trpc.router({
  get: userProcedure.query(({ ctx }) => presentAccount(ctx.services.data.organizations, ctx.user)),
});
