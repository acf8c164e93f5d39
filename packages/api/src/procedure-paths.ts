import type { AnyTRPCProcedure, TRPCRouterRecord } from "@trpc/server";
import type { appRouter } from "./app-router.ts";

/** The names of the procedures, such as `apiKeys.list`. */
export type ProcedurePath = PathsOf<typeof appRouter>;

/** A router has its procedures and sub-routers as properties (trpc.io: `TRPCBuiltRouter`). */
type PathsOf<Router> = {
  [Name in keyof Router & string]: Router[Name] extends AnyTRPCProcedure
    ? Name
    : Router[Name] extends TRPCRouterRecord
      ? `${Name}.${PathsOf<Router[Name]>}`
      : never;
}[keyof Router & string];
