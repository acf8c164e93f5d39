import pg from "pg";
import { PrismaClient } from "../../generated/postgresql/client.ts";
import { OTHER_CONNECTIONS } from "./connection-counts.ts";
import type { DatabaseClient, RawValue } from "./database.ts";
import type { OpenDriver } from "./open-driver.ts";
import { createPostgresqlAdapter } from "../dialects/postgresql-adapter.ts";
import { readPostgresqlAddress } from "./postgresql-address.ts";
import { connectionOptions, sessionSettings } from "./postgresql-connection.ts";
import { prismaOptions } from "./prisma-options.ts";
import { openReplicaLink } from "../replicas/open-replica-link.ts";
import { WRITE_PROBE } from "./write-probe.ts";
import { transact } from "../transactions/transact.ts";

/** Milliseconds to wait for a connection, new or from the pool, and for an answer: a cut cable sends nothing. */
const PATIENCE = { connectionTimeoutMillis: 10_000, query_timeout: 30_000 } as const;

/** Kept apart, so that what executors wait for never queues behind slow queries of people, and never long for nothing. */
const PREPARED_READ_PATIENCE = { connectionTimeoutMillis: 3_000, query_timeout: 3_000 } as const;

/**
 * For exports, which read page by page. PostgreSQL limits the time of its statements: with the driver's own timer every result
 * stays in memory until the timer ends, and a long export makes the process grow.
 */
const PAGED_READ_PATIENCE = { connectionTimeoutMillis: 10_000 } as const;
/** Said on the open connection, as session settings are. */
const PAGED_READ_SETTINGS = "SET statement_timeout = '30s'";

/** Opens at most `connections` connections to PostgreSQL, and `OTHER_CONNECTIONS`; each is opened when first needed. */
export function openPostgresql(url: string, connections: number, onQuery: () => void): OpenDriver {
  // In pipeline mode a connection that did not answer in time is closed, with the statements queued on it.
  const { schema } = readPostgresqlAddress(url);
  const server = connectionOptions(url);
  const settings = sessionSettings(url);
  const pool = createPool({ ...server, ...PATIENCE, max: connections, pipeline: true }, settings);
  const preparedReads = createPool(
    { ...server, ...PREPARED_READ_PATIENCE, max: OTHER_CONNECTIONS.preparedReads },
    settings,
  );
  const pagedReads = createPool(
    { ...server, ...PAGED_READ_PATIENCE, max: OTHER_CONNECTIONS.pagedReads },
    `${settings}; ${PAGED_READ_SETTINGS}`,
  );
  const adapter = createPostgresqlAdapter(pool, { schema, onQuery });
  // The two generated clients differ in nothing that the application uses.
  const client = new PrismaClient({ ...prismaOptions, adapter }) as unknown as DatabaseClient;
  return {
    client,
    transact: (work, options) => transact(client, work, options),
    readRaw: async ({ name, sql, isPaged = false }, parameters) => {
      onQuery();
      const read = { text: sql.postgresql, values: [...parameters], ...(name === null ? {} : { name }) };
      const { rows } = await (isPaged ? pagedReads : preparedReads).query<Record<string, RawValue>>(read);
      return rows;
    },
    writeProbe: async (filler) => {
      await preparedReads.query(WRITE_PROBE.postgresql, [filler]);
    },
    checkFiles: null,
    openReplicaLink: (listeners) => openReplicaLink(url, listeners),
    close: async () => {
      await client.$disconnect();
      await Promise.all([pool.end(), preparedReads.end(), pagedReads.end()]);
    },
  };
}

function createPool(options: pg.PoolConfig, settings: string): pg.Pool {
  const pool = new pg.Pool({
    ...options,
    application_name: "excalibur",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    onConnect: async (connection) => {
      await connection.query(settings);
    },
  });
  // An idle connection that breaks is replaced at the next use; unheard, its error would end the process.
  pool.on("error", () => undefined);
  return pool;
}
