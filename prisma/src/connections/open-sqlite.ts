import SQLite from "better-sqlite3";
import { PrismaClient } from "../../generated/sqlite/client.ts";
import type { OpenDriver } from "./open-driver.ts";
import { prismaOptions } from "./prisma-options.ts";
import { createSqliteAdapter } from "../dialects/sqlite-adapter.ts";
import { createPrivately } from "./sqlite-file.ts";
import { SqliteLog } from "../dialects/sqlite-log.ts";
import type { SqliteLock } from "../locks/sqlite-lock.ts";
import { transact } from "../transactions/transact.ts";
import { createTransactionScope } from "../transactions/transaction-scope.ts";
import { WRITE_PROBE } from "./write-probe.ts";
import { turnOfEventLoop } from "../transactions/turn-of-event-loop.ts";

/** Opens a SQLite file whose lock this process holds; closing gives the lock up. */
export function openSqlite(file: string, lock: SqliteLock, onQuery: () => void): OpenDriver {
  createPrivately(file);
  // Prepared reads have a connection of their own: Prisma's adapter lends out none.
  const reader = new SQLite(file, { timeout: 5000 });
  reader.pragma("query_only = ON");
  const statements = new Map<string, SQLite.Statement>();
  const prepare = (sql: string): SQLite.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = reader.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const scope = createTransactionScope();
  const log = new SqliteLog(file, () => checkpoint(reader));
  const options = {
    file,
    onQuery,
    onConnected: () => log.begin(),
    refuseIfLost: () => log.refuseIfLost(),
    flush: () => log.flush(),
    onlyReads: readsOnly(reader),
    isInsideTransaction: scope.isInside,
  };
  const adapter = createSqliteAdapter(options);
  const client = new PrismaClient({ ...prismaOptions, adapter });
  return {
    client,
    transact: (work, options) => transact(client, (tx) => scope.run(() => work(tx)), options),
    readRaw: async ({ sql }, parameters) => {
      onQuery();
      await turnOfEventLoop();
      return prepare(sql.sqlite).all(...parameters) as never;
    },
    openReplicaLink: null,
    writeProbe: async (filler) => {
      await client.$executeRawUnsafe(WRITE_PROBE.sqlite, filler);
    },
    checkFiles: () => log.check(),
    close: async () => {
      await client.$disconnect();
      await log.close();
      reader.close();
      lock.release();
    },
  };
}

/** Allowed to a read-only connection; does not wait for readers or writers. @returns whether all of the log was copied. */
function checkpoint(connection: SQLite.Database): boolean {
  const [done] = connection.pragma("wal_checkpoint(PASSIVE)") as { log: number; checkpointed: number }[];
  return done !== undefined && done.log === done.checkpointed;
}

/** Asks SQLite itself, once per text: `WITH … UPDATE` and `INSERT … RETURNING` look like reads to anything less. */
function readsOnly(connection: SQLite.Database): (sql: string) => boolean {
  const answers = new Map<string, boolean>();
  return (sql) => {
    const known = answers.get(sql);
    if (known !== undefined) return known;
    const answer = isReadOnly(connection, sql);
    if (answers.size >= 1000) answers.clear();
    answers.set(sql, answer);
    return answer;
  };
}

function isReadOnly(connection: SQLite.Database, sql: string): boolean {
  try {
    const { readonly, reader } = connection.prepare(sql);
    return readonly && reader;
  } catch {
    // Not valid here: the writer will fail with Prisma's own error.
    return false;
  }
}
