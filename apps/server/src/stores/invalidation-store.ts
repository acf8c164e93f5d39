import { recordInvalidation, type Dialect } from "@excalibur/db";
import type { InvalidationStore } from "@excalibur/api/server";
import { writeScope } from "../replicas/invalidation-scope.ts";

/** On SQLite there is one server process: nothing has to be written for it to learn of its own changes. */
export function createInvalidationStore(dialect: Dialect): InvalidationStore {
  return {
    record(scope) {
      const numberOf = dialect === "sqlite" ? () => 0 : recordInvalidation(writeScope(scope));
      return () => ({ scope, number: numberOf() });
    },
  };
}
