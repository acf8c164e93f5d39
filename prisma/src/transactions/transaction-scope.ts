import { AsyncLocalStorage } from "node:async_hooks";

/** Knows whether the code that is running was called from within a transaction's work. */
export interface TransactionScope {
  run<T>(work: () => Promise<T>): Promise<T>;
  isInside(): boolean;
}

/** One for each database: a transaction on one does not concern another. */
export function createTransactionScope(): TransactionScope {
  const storage = new AsyncLocalStorage<{ isOpen: boolean }>();
  return {
    async run(work) {
      const transaction = { isOpen: true };
      try {
        return await storage.run(transaction, work);
      } finally {
        // What the work started and did not wait for is no longer inside.
        transaction.isOpen = false;
      }
    },
    isInside: () => storage.getStore()?.isOpen === true,
  };
}
