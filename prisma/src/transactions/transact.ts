import type { DatabaseClient, DatabaseTransaction, TransactOptions } from "../connections/database.ts";
import { transactionTimeouts } from "../connections/prisma-options.ts";
import { retryConflicts } from "./retry-conflicts.ts";

/** Runs `work` in a transaction, again when the database gave up on it in favour of a concurrent one. */
export function transact<T>(
  client: DatabaseClient,
  work: (tx: DatabaseTransaction) => Promise<T>,
  { timeoutMs = transactionTimeouts.timeout }: TransactOptions = {},
): Promise<T> {
  return retryConflicts(() => client.$transaction(work, { timeout: timeoutMs }));
}
