import type { DatabaseTransaction } from "@excalibur/db";
import { EXECUTOR_EVENT_TYPES } from "@excalibur/api/contract";
import {
  draftOfEvent,
  presentEvent,
  type EventReads,
  type EventRecord,
  type EventWrites,
  type ExecutorEvent,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { earlierThan } from "./keyset.ts";
import { newId } from "../identifiers.ts";

export function createEventReads(client: DatabaseTransaction): EventReads {
  return {
    async page({ organizationId, executorId, types, level, from, to, after, limit }) {
      const rows = await client.executorEvent.findMany({
        where: {
          AND: [
            { organizationId },
            executorId === null ? {} : { executorId },
            types === null ? {} : { type: { in: [...types] } },
            level === null ? {} : { level },
            from === null ? {} : { at: { gte: from } },
            to === null ? {} : { at: { lt: to } },
            earlierThan(after),
          ],
        },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit,
      });
      return rows.map(toEvent);
    },
  };
}

export function createEventWrites({ client, effects }: ChangeScope): EventWrites {
  return {
    ...createEventReads(client),

    async append(event) {
      const { organizationId } = event;
      const id = newId("evt");
      const executorId = event.executorId ?? NO_EXECUTOR;
      await client.executorEvent.create({ data: { ...event, id, executorId, details: JSON.stringify(event.details) } });
      const change = { kind: "event", event: presentEvent({ ...event, id }) } as const;
      effects.add({ kind: "publish", organizationId, change });
      const draft = draftOfEvent(event);
      if (draft !== null) effects.add({ kind: "tell", draft });
    },
  };
}

/** What is stored in place of an id: the column was made when every event was about an executor that existed. */
const NO_EXECUTOR = "";

interface Row extends Omit<ExecutorEvent, "executorId" | "type" | "level" | "details"> {
  readonly executorId: string;
  readonly id: string;
  readonly type: string;
  readonly level: string;
  readonly details: string;
}

/** @throws TypeError when a row is of a type this version does not know: migrations see to it that there is none. */
function toEvent(row: Row): EventRecord {
  const type = EXECUTOR_EVENT_TYPES.find((known) => known === row.type);
  if (type === undefined) throw new TypeError(`event ${row.id} is of an unknown type`);
  return {
    id: row.id,
    organizationId: row.organizationId,
    executorId: row.executorId === NO_EXECUTOR ? null : row.executorId,
    executorName: row.executorName,
    type,
    level: row.level === "warning" ? "warning" : "info",
    at: row.at,
    keyId: row.keyId,
    details: JSON.parse(row.details) as ExecutorEvent["details"],
  };
}
