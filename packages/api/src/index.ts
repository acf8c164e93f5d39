/** Types only: what a typed client of the API needs, without a line of the server's code. */
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { appRouter } from "./app-router.ts";

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
export type { ErrorData } from "./trpc/error-shape.ts";
