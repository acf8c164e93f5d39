import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import type { RequestContext } from "../ports/services.ts";
import { shapeError } from "./error-shape.ts";

export const trpc = initTRPC.context<RequestContext>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error, ctx }) => shapeError(shape, error, ctx?.requestId),
});

export { TRPCError };
