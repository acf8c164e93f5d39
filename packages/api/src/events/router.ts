import { listEventsInput } from "../contract/events.ts";
import { trpc } from "../trpc/init.ts";
import { memberProcedure } from "../trpc/procedures.ts";
import { listEvents } from "./list-events.ts";

export const eventsRouter = trpc.router({
  list: memberProcedure.input(listEventsInput).query(({ ctx, input }) => listEvents(ctx, input)),
});
