import type { DatabaseClient, DatabaseTransaction } from "../connections/database.ts";
import { retryConflicts } from "./retry-conflicts.ts";

/** Runs `work` in a transaction, again when the database gave up on it in favour of a concurrent one. */
export function transact<T>(client: DatabaseClient, work: (tx: DatabaseTransaction) => Promise<T>): Promise<T> {
  return retryConflicts(() => client.$transaction(work));
}
