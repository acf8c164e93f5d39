import type { DatabaseTransaction } from "@excalibur/db";
import type { EventStore } from "@excalibur/api/server";
import { newId } from "../identifiers.ts";

export function createEventStore(client: DatabaseTransaction): EventStore {
  return {
    async append({ details, ...event }) {
      await client.executorEvent.create({ data: { ...event, id: newId("evt"), details: JSON.stringify(details) } });
    },
  };
}
