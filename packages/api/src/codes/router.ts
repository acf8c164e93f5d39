import { codeIdInput, createCodeInput, createLockedOutCodesInput } from "../contract/codes.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, permitted } from "../trpc/procedures.ts";
import { createCode } from "./create-code.ts";
import { createLockedOutCodes } from "./create-locked-out-codes.ts";
import { listCodeUses } from "./list-code-uses.ts";
import { listCodes } from "./list-codes.ts";
import { revokeCode } from "./revoke-code.ts";

export const codesRouter = trpc.router({
  list: permitted("manageCredentials").query(({ ctx }) => listCodes(ctx)),
  uses: permitted("manageCredentials")
    .input(codeIdInput)
    .query(({ ctx, input }) => listCodeUses(ctx, input.id)),
  createForLockedOut: managerProcedure
    .input(createLockedOutCodesInput)
    .mutation(({ ctx, input }) => createLockedOutCodes(ctx, input)),
  create: managerProcedure.input(createCodeInput).mutation(({ ctx, input }) => createCode(ctx, input)),
  revoke: managerProcedure.input(codeIdInput).mutation(({ ctx, input }) => revokeCode(ctx, input.id)),
});
