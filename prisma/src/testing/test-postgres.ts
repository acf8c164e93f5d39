import { randomUUID } from "node:crypto";
import pg from "pg";
import { migrateDatabase } from "../migrations/migrate-database.ts";
import { startPostgres } from "./start-postgres.ts";

/** A server on which tests may create databases, and a migrated one on it to clone. */
export interface TestPostgres {
  readonly serverUrl: string;
  readonly template: string;
  /** Removes the template, and the server if it was started for it. */
  remove(): Promise<void>;
}

/** Makes the template on the given server, or on one started for it. */
export async function prepareTestPostgres(givenUrl: string | undefined): Promise<TestPostgres> {
  const server = givenUrl === undefined ? await startPostgres() : { url: givenUrl, stop: async () => undefined };
  // A name of its own: another test run may use the same server.
  const template = `excalibur_template_${randomUUID().replaceAll("-", "")}`;
  const remove = () => runOn(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`).finally(server.stop);
  try {
    await runOn(server.url, `CREATE DATABASE ${template} TEMPLATE template0`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    await migrateDatabase({ url: url.href });
    return { serverUrl: server.url, template, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function runOn(url: string, sql: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  await connection.query(sql).finally(() => connection.end());
}
