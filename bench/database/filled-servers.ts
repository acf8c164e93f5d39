import { migrateDatabase } from "@excalibur/db";
import pg from "pg";
import { startExcalibur, type Excalibur } from "../servers.ts";
import { fillDatabase, isFilled, type Size } from "./fill.ts";

/** A server over a database of its own that holds so much. */
export interface FilledServer {
  readonly excalibur: Excalibur;
  readonly databaseUrl: string;
}

/**
 * Starts the server over a database of that size on a PostgreSQL. The database is filled unless an earlier run has left
 * it: filling a million keys takes minutes.
 */
export async function startFilledServer(postgresUrl: string, size: Size, folder: string): Promise<FilledServer> {
  const database = `excalibur_bench_${size.keys}_${size.executors}`;
  const url = new URL(postgresUrl);
  url.pathname = `/${database}`;
  const databaseUrl = url.href;
  await createDatabase(postgresUrl, database);
  await migrateDatabase({ url: databaseUrl });
  const excalibur = await startExcalibur({ folder, databaseUrl });
  if (!(await isFilled(databaseUrl, size))) await fillDatabase(databaseUrl, size);
  return { excalibur, databaseUrl };
}

async function createDatabase(postgresUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rows.length === 0) await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
}
