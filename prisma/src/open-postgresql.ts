import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../generated/postgresql/client.ts";
import type { DatabaseClient, RawValue } from "./database.ts";
import { batchTransactions } from "./batched-transactions.ts";
import { closingTransactions } from "./closing-statements.ts";
import { failingTransactions } from "./failing-transactions.ts";
import type { OpenDriver } from "./open-driver.ts";
import { PreparedTransactions } from "./prepared-transactions.ts";
import { prismaOptions } from "./prisma-options.ts";
import { openReplicaLink } from "./replicas/open-replica-link.ts";
import { transact } from "./transact.ts";

/** Milliseconds to wait for a connection, new or from the pool, and for an answer: a cable that was cut says nothing. */
const PATIENCE = { connectionTimeoutMillis: 10_000, query_timeout: 30_000 } as const;

/** Kept apart, so that what executors wait for never queues behind slow queries of people, and never long for nothing. */
const PREPARED_READ_CONNECTIONS = 2;
const PREPARED_READ_PATIENCE = { connectionTimeoutMillis: 3_000, query_timeout: 3_000 } as const;

/**
 * For what is read page by page as long as somebody takes it. Its statements are timed by PostgreSQL: the driver's own timer
 * makes what each returns outlive its use, and a long export the process grow.
 */
const PAGED_READ_CONNECTIONS = 2;
const PAGED_READ_PATIENCE = { connectionTimeoutMillis: 10_000, statement_timeout: 30_000 } as const;

/**
 * Opens at most `connections` connections to PostgreSQL, 2 for prepared reads and 2 for paged ones; each is made when first
 * needed.
 */
export function openPostgresql(url: string, connections: number, onQuery: () => void): OpenDriver {
  // In pipeline mode a connection that did not answer in time is given up, with whatever was sent behind.
  const pool = createPool(url, connections, { ...PATIENCE, pipeline: true }, onQuery);
  const preparedReads = createPool(url, PREPARED_READ_CONNECTIONS, PREPARED_READ_PATIENCE, onQuery);
  const pagedReads = createPool(url, PAGED_READ_CONNECTIONS, PAGED_READ_PATIENCE, onQuery);
  const prepared = new PreparedTransactions();
  const stock = new PrismaPg(pool, { statementNameGenerator: prepared.nameOf });
  const adapter = closingTransactions(failingTransactions(prepared.around(stock)));
  // The two generated clients differ in nothing that the application uses.
  const client = new PrismaClient({ ...prismaOptions, adapter }) as unknown as DatabaseClient;
  return {
    client,
    transact: (work) => transact(client, work),
    readRaw: async ({ name, sql, isPaged = false }, parameters) => {
      const read = { text: sql.postgresql, values: [...parameters], ...(name === null ? {} : { name }) };
      const { rows } = await (isPaged ? pagedReads : preparedReads).query<Record<string, RawValue>>(read);
      return rows;
    },
    openReplicaLink: (listeners) => openReplicaLink(url, listeners),
    close: async () => {
      await client.$disconnect();
      await Promise.all([pool.end(), preparedReads.end(), pagedReads.end()]);
    },
  };
}

function createPool(url: string, connections: number, patience: pg.ClientConfig, onQuery: () => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "excalibur",
    max: connections,
    ...patience,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    onConnect: async (connection) => {
      // Instants are stored without a zone, in UTC, and expressions such as now() must mean the same.
      await connection.query("SET TIME ZONE 'UTC'; SET default_transaction_isolation = 'read committed'");
      batchTransactions(connection);
      announceQueries(connection, onQuery);
    },
  });
  // An idle connection that breaks is replaced at the next use; unheard, its error would end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** At the connection, where pool, transactions and raw statements all end up. */
function announceQueries(connection: pg.ClientBase, onQuery: () => void): void {
  const query = connection.query.bind(connection) as (...query: unknown[]) => unknown;
  connection.query = ((...statement: unknown[]) => {
    onQuery();
    return query(...statement);
  }) as typeof connection.query;
}
