import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import pg from "pg";
import { DatabaseStartError, nameOf, oneLine } from "./database-start-error.ts";
import { readPostgresqlAddress, type PostgresqlAddress } from "./postgresql-address.ts";
import { connectingStage } from "./postgresql-stages.ts";

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * What the driver is given instead of the address itself, so that it reads nothing there that we don't.
 * @throws DatabaseAddressError
 * @throws DatabaseStartError when a file of a certificate can't be read.
 */
export function connectionOptions(url: string): pg.ClientConfig {
  const address = readPostgresqlAddress(url);
  return {
    host: address.host,
    port: address.port,
    database: address.database,
    ssl: tlsOptions(address),
    ...(address.user === "" ? {} : { user: address.user }),
    ...(address.password === null ? {} : { password: address.password }),
  };
}

/**
 * Said on every connection before anything else, not when it is opened: poolers refuse settings then. Instants are stored
 * without a zone, in UTC, and expressions such as now() must mean the same.
 */
export function sessionSettings(url: string): string {
  const { schema } = readPostgresqlAddress(url);
  return `SET TIME ZONE 'UTC'; SET default_transaction_isolation = 'read committed'; SET search_path TO "${schema}"`;
}

/** A connection of its own. @throws DatabaseStartError with the failed stage. */
export async function connectAtStart(url: string, applicationName: string): Promise<pg.Client> {
  const connection = new pg.Client({
    ...connectionOptions(url),
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks fails the statement that runs; unheard, this event would end the process as well.
  connection.on("error", () => undefined);
  try {
    await connection.connect();
    await connection.query(sessionSettings(url));
    return connection;
  } catch (error) {
    connection.end().catch(() => undefined);
    throw new DatabaseStartError(connectingStage(error), nameOf(readPostgresqlAddress(url)), messageOf(error), error);
  }
}

function tlsOptions({ tls, files }: PostgresqlAddress): ConnectionOptions | false {
  if (tls === "none") return false;
  return {
    rejectUnauthorized: tls !== "unchecked",
    ...(files.authority === null ? {} : { ca: readPem(files.authority, "sslrootcert") }),
    ...(files.certificate === null ? {} : { cert: readPem(files.certificate, "sslcert") }),
    ...(files.key === null ? {} : { key: readPem(files.key, "sslkey") }),
    ...(tls === "authority" ? { checkServerIdentity: () => undefined } : {}),
  };
}

function readPem(file: string, parameter: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new DatabaseStartError("database_certificate_file", `${parameter}=${file}`, oneLine(error), error);
  }
  if (text.includes("-----BEGIN ")) return text;
  throw new DatabaseStartError("database_certificate_file", `${parameter}=${file}`, "it is no PEM file");
}

/** A host with several addresses fails with one error for each, and no words of its own. */
function messageOf(error: unknown): string {
  return error instanceof AggregateError ? error.errors.map(oneLine).join("; ") : oneLine(error);
}
