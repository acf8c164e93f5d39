import { trpc } from "../trpc/init.ts";
import { memberProcedure, refusalsToErrorsWithin } from "../trpc/procedures.ts";
import { watchChanges } from "./watch-changes.ts";

export const liveRouter = trpc.router({
  subscribe: memberProcedure.subscription(({ ctx, signal }) =>
    refusalsToErrorsWithin(ctx.services, watchChanges(ctx, signal ?? new AbortController().signal)),
  ),
});
