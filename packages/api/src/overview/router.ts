import { overviewInput } from "../contract/overview.ts";
import { trpc } from "../trpc/init.ts";
import { memberProcedure } from "../trpc/procedures.ts";
import { getOverview } from "./get-overview.ts";

export const overviewRouter = trpc.router({
  get: memberProcedure.input(overviewInput).query(({ ctx, input }) => getOverview(ctx, input)),
});
