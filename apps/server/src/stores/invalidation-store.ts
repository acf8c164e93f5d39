import { recordInvalidation, type DatabaseTransaction, type Dialect } from "@excalibur/db";
import type { InvalidationStore } from "@excalibur/api/server";
import { writeScope } from "../replicas/invalidation-scope.ts";

/** On SQLite there is one server process: nothing has to be written for it to learn of its own changes. */
export function createInvalidationStore(client: DatabaseTransaction, dialect: Dialect): InvalidationStore {
  return {
    record: async (scope) => ({
      scope,
      number: dialect === "sqlite" ? 0 : await recordInvalidation(client, writeScope(scope)),
    }),
  };
}
