import { trpc } from "../trpc/init.ts";
import { publicProcedure } from "../trpc/procedures.ts";

export const serverRouter = trpc.router({
  /** What a client needs before anyone signs in: is this Excalibur, which one, and what time is it there. */
  info: publicProcedure.query(({ ctx }) => ({
    product: "excalibur" as const,
    version: ctx.services.version,
    serverTime: ctx.services.now(),
  })),
});
