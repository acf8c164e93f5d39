import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory, SqlQuery } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { FailingTransaction, type OpenTransaction } from "../transactions/failing-transaction.ts";
import { PostgresqlTransaction } from "../transactions/postgresql-transaction.ts";

/** Each connection keeps a plan for each text. Far more than the application has; those beyond are planned each time. */
const MAX_TEXTS = 200;

interface Options {
  /** Where the tables are. */
  readonly schema: string;
  /** Called before each statement that goes to the driver. */
  readonly onQuery: () => void;
}

/**
 * Prisma's PostgreSQL adapter over a pool. Statements of transactions are prepared: they find and change single rows by
 * their ids, by the same texts again and again, and to parse and plan one takes longer than to run it. Lists, outside
 * transactions, are planned for their values.
 */
export function createPostgresqlAdapter(pool: pg.Pool, { schema, onQuery }: Options): SqlDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "excalibur-postgresql",
    connect: async () => {
      const plain = await new PrismaPg(pool, { schema }).connect();
      const preparing = await new PrismaPg(pool, { schema, statementNameGenerator: nameStatements() }).connect();
      return {
        provider: "postgres",
        adapterName: "excalibur-postgresql",
        queryRaw: (query) => {
          onQuery();
          return plain.queryRaw(query);
        },
        executeRaw: (query) => {
          onQuery();
          return plain.executeRaw(query);
        },
        executeScript: (script) => plain.executeScript(script),
        startTransaction: async (isolationLevel) => {
          onQuery();
          const transaction = (await preparing.startTransaction(isolationLevel)) as OpenTransaction;
          return new FailingTransaction(new PostgresqlTransaction(transaction, onQuery));
        },
        getConnectionInfo: () => plain.getConnectionInfo(),
        dispose: async () => {
          await plain.dispose();
          await preparing.dispose();
        },
      };
    },
  };
}

/** Names the prepared statement of each text. An empty name means: parsed and planned each time. */
function nameStatements(): (query: SqlQuery) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    // COMMIT and the like need no plan.
    if (args.length === 0) return "";
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MAX_TEXTS) return "";
    const name = `excalibur_transaction_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
