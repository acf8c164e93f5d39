import { trpc } from "../trpc/init.ts";
import { memberProcedure, refusalsToErrorsWithin } from "../trpc/procedures.ts";
import { openFeed, watchChanges } from "./watch-changes.ts";

export const liveRouter = trpc.router({
  // The feed is opened before the answer begins, so that a refusal is one, with its status.
  subscribe: memberProcedure.subscription(({ ctx, signal = new AbortController().signal }) =>
    refusalsToErrorsWithin(ctx.services, watchChanges(ctx, openFeed(ctx, signal), signal)),
  ),
});
