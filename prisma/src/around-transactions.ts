import type { SqlDriverAdapterFactory, Transaction } from "@prisma/driver-adapter-utils";

/** The same adapters, with each transaction that they start as `wrap` makes it. */
export function aroundTransactions(
  factory: SqlDriverAdapterFactory,
  wrap: (transaction: Transaction) => Transaction,
): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (isolationLevel) => wrap(await startTransaction(isolationLevel));
      return adapter;
    },
  };
}
