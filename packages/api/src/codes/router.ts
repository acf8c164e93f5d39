import { codeIdInput, createCodeInput } from "../contract/codes.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, permitted } from "../trpc/procedures.ts";
import { createCode } from "./create-code.ts";
import { listCodes } from "./list-codes.ts";
import { revokeCode } from "./revoke-code.ts";

export const codesRouter = trpc.router({
  list: permitted("manageCredentials").query(({ ctx }) => listCodes(ctx)),
  create: managerProcedure.input(createCodeInput).mutation(({ ctx, input }) => createCode(ctx, input)),
  revoke: managerProcedure.input(codeIdInput).mutation(({ ctx, input }) => revokeCode(ctx, input.id)),
});
