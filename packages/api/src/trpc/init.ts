import { initTRPC, TRPCError } from "@trpc/server";
import { transformer } from "./transformer.ts";
import type { RequestContext } from "../ports/services.ts";
import { shapeError } from "./error-shape.ts";

/** Milliseconds between two signs of life on an open subscription. */
const PING_INTERVAL_MS = 1_500;

export const trpc = initTRPC.context<RequestContext>().create({
  transformer,
  sse: {
    // A client that receives nothing for three pings closes the connection and opens another.
    ping: { enabled: true, intervalMs: PING_INTERVAL_MS },
    client: { reconnectAfterInactivityMs: 3 * PING_INTERVAL_MS },
  },
  errorFormatter: ({ shape, error, ctx }) => shapeError(shape, error, ctx?.requestId),
});

export { TRPCError };
