import { syncInput } from "../contract/sync.ts";
import { trpc } from "../trpc/init.ts";
import { executorProcedure } from "../trpc/procedures.ts";
import { syncExecutor } from "./sync-executor.ts";

export const executorRouter = trpc.router({
  sync: executorProcedure.input(syncInput).mutation(({ ctx, input }) => syncExecutor(ctx.services, ctx, input)),
});
