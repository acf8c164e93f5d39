import { completePasswordResetInput, passwordResetTokenInput } from "../contract/account.ts";
import { trpc } from "../trpc/init.ts";
import { publicProcedure } from "../trpc/procedures.ts";
import { completePasswordReset } from "./complete-password-reset.ts";
import { previewPasswordReset } from "./preview-password-reset.ts";

export const passwordResetsRouter = trpc.router({
  // A mutation, because a query's input would stand in the address.
  preview: publicProcedure
    .input(passwordResetTokenInput)
    .mutation(({ ctx, input }) => previewPasswordReset(ctx, input.token)),
  complete: publicProcedure
    .input(completePasswordResetInput)
    .mutation(({ ctx, input }) => completePasswordReset(ctx, input)),
});
