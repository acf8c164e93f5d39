import { trpc } from "../trpc/init.ts";
import { memberProcedure } from "../trpc/procedures.ts";
import { getOverview } from "./get-overview.ts";

export const overviewRouter = trpc.router({
  get: memberProcedure.query(({ ctx }) => getOverview(ctx)),
});
