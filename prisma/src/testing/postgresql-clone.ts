import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import "./provided-context.ts";

/** A clone of the migrated template or an empty database, dropped by `remove` even while a client is connected to it. */
export async function createPostgresqlUrl(migrated: boolean): Promise<{ url: string; remove(): Promise<void> }> {
  const { serverUrl, template } = postgresServer();
  const name = `excalibur_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, (connection) => cloneTemplate(connection, migrated ? template : "template0", name));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const remove = () =>
    onServer(serverUrl, async (connection) => {
      await connection.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  return { url: url.href, remove };
}

function postgresServer(): { serverUrl: string; template: string } {
  const server = inject("excaliburPostgres");
  if (server === undefined) {
    throw new Error("No PostgreSQL for tests: add @excalibur/db/testing/postgres-global-setup to `globalSetup`.");
  }
  return server;
}

/** PostgreSQL makes one copy of a template at a time: a second one fails meanwhile with "being accessed by other users". */
async function cloneTemplate(connection: pg.Client, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // By files: their copy through the log, which is the default, takes four times as long.
      await connection.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
      return;
    } catch (error) {
      if (attempt === 100 || !(error instanceof pg.DatabaseError) || error.code !== "55006") throw error;
      await sleep(20 + Math.random() * 80);
    }
  }
}

async function onServer(serverUrl: string, work: (connection: pg.Client) => Promise<void>): Promise<void> {
  const connection = new pg.Client({ connectionString: serverUrl });
  await connection.connect();
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}
