import { markNoticesReadInput } from "../contract/notices.ts";
import { trpc } from "../trpc/init.ts";
import { memberProcedure } from "../trpc/procedures.ts";
import { listNotices } from "./list-notices.ts";
import { markNoticesRead } from "./mark-notices-read.ts";

export const noticesRouter = trpc.router({
  list: memberProcedure.query(({ ctx }) => listNotices(ctx)),
  markRead: memberProcedure.input(markNoticesReadInput).mutation(({ ctx, input }) => markNoticesRead(ctx, input)),
});
