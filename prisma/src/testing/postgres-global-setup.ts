import { randomUUID } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "../migrate-database.ts";
import "./provided-context.ts";
import { startPostgres } from "./start-postgres.ts";

/**
 * A vitest globalSetup: one PostgreSQL for the whole run, with a migrated database to clone. The server is
 * `TEST_DATABASE_URL` when that is set, else one started here and removed at the end.
 */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const server = given === undefined ? await startPostgres() : { url: given, stop: async () => undefined };
  // A name of its own: somebody else may be testing on the same server.
  const template = `excalibur_template_${randomUUID().replaceAll("-", "")}`;
  try {
    await runOn(server.url, `CREATE DATABASE ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    await migrateDatabase({ url: url.href });
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("excaliburPostgres", { serverUrl: server.url, template });
  return async () => {
    await runOn(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`).finally(server.stop);
  };
}

async function runOn(url: string, sql: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  await connection.query(sql).finally(() => connection.end());
}
