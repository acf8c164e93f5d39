import type { Dialect } from "@excalibur/db/testing";
import { serveAcme } from "./serve-acme.ts";

/** Acme with what tests of executors ask of it again and again. */
export function serveExecutors(dialect: Dialect) {
  const acme = serveAcme(dialect);
  return {
    acme,
    newKey: (name: string) => acme.owner.trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" } }),
    targetedKey: (executorId: string, revokePrevious: boolean) =>
      acme.owner.trpc.apiKeys.create.mutate({
        name: "targeted",
        target: { kind: "executor", executorId, revokePrevious },
      }),
    executorNamed: async (name: string) =>
      (await acme.owner.trpc.executors.list.query({ search: name })).items.find((executor) => executor.name === name)!,
    /** The events of the executors of a name, the oldest first. */
    eventsOf: async (name: string) =>
      (
        await acme.server.database.client.executorEvent.findMany({
          where: { executorName: name },
          orderBy: { id: "asc" },
        })
      ).map(({ type, keyId, details }) => ({ type, keyId, details: JSON.parse(details) as Record<string, unknown> })),
  };
}
