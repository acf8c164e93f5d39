import { migrateDatabase } from "@excalibur/db";
import { startPostgres } from "@excalibur/db/testing/start-postgres";

export interface BenchDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A migrated PostgreSQL as it comes, durable, but for the memory that a machine for it would give it: on
 * `BENCH_DATABASE_URL`, an empty database, when that is set, else started for the run.
 */
export async function startDatabase(): Promise<BenchDatabase> {
  const given = process.env["BENCH_DATABASE_URL"];
  const database =
    given === undefined
      ? await startPostgres({ isDurable: true, settings: ["shared_buffers=1GB", "max_wal_size=4GB"] })
      : { url: given, stop: async () => undefined };
  await migrateDatabase({ url: database.url });
  return database;
}
