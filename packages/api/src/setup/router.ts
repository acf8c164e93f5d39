import { createOwnerInput } from "../contract/setup.ts";
import { trpc } from "../trpc/init.ts";
import { publicProcedure } from "../trpc/procedures.ts";
import { createOwnerWithCode } from "./create-owner.ts";

export const setupRouter = trpc.router({
  /** Whether this server still waits for its first owner. */
  status: publicProcedure.query(async ({ ctx }) => ({
    needsOwner: !(await ctx.services.data.isSetUp()),
  })),
  createOwner: publicProcedure.input(createOwnerInput).mutation(({ ctx, input }) => createOwnerWithCode(ctx, input)),
});
