import type { ClientBase } from "pg";
import { DatabaseStartError, nameOf } from "../connections/database-start-error.ts";
import { readPostgresqlAddress } from "../connections/postgresql-address.ts";

/** What this role may do where the tables are. */
export interface SchemaAccess {
  readonly schema: string;
  readonly exists: boolean;
  readonly mayUse: boolean;
  readonly mayCreate: boolean;
  readonly mayCreateSchemas: boolean;
  /** Whether an earlier start has made what records migrations. */
  readonly isMigrated: boolean;
}

export async function readSchemaAccess(connection: ClientBase, url: string): Promise<SchemaAccess> {
  const { schema } = readPostgresqlAddress(url);
  const { rows } = await connection.query<SchemaAccess>(
    `SELECT name AS schema, namespace.oid IS NOT NULL AS exists,
            coalesce(has_schema_privilege(namespace.oid, 'USAGE'), false) AS "mayUse",
            coalesce(has_schema_privilege(namespace.oid, 'CREATE'), false) AS "mayCreate",
            has_database_privilege(current_database(), 'CREATE') AS "mayCreateSchemas",
            EXISTS (SELECT FROM pg_class WHERE relnamespace = namespace.oid AND relname = '_prisma_migrations') AS "isMigrated"
     FROM (SELECT $1::text AS name) AS asked LEFT JOIN pg_namespace AS namespace ON nspname = name`,
    [schema],
  );
  const [access] = rows;
  if (access === undefined) throw new Error("PostgreSQL did not return the rights of this role.");
  return access;
}

/**
 * @param isPending whether migrations are to be applied.
 * @throws DatabaseStartError that names the missing rights of this role, also to read the tables.
 */
export function requireSchemaAccess(access: SchemaAccess, url: string, isPending: boolean): void {
  const { schema, exists, mayUse, mayCreate, mayCreateSchemas } = access;
  if (!exists && !mayCreateSchemas) throw lacking(url, `CREATE on the database, to make the schema ${schema}`);
  if (!exists) return;
  if (!mayUse) throw lacking(url, `USAGE on the schema ${schema}`);
  if (isPending && !mayCreate) throw lacking(url, `CREATE on the schema ${schema}, to apply migrations`);
}

/** Makes the schema that the address names, where it is missing. @throws DatabaseStartError without the right to. */
export async function prepareSchema(connection: ClientBase, url: string): Promise<SchemaAccess> {
  const access = await readSchemaAccess(connection, url);
  requireSchemaAccess(access, url, !access.isMigrated);
  if (access.exists) return access;
  await connection.query(`CREATE SCHEMA IF NOT EXISTS "${access.schema}"`);
  return readSchemaAccess(connection, url);
}

/** This role lacks something. @param what as GRANT names it. */
export function lacking(url: string, what: string): DatabaseStartError {
  return new DatabaseStartError("database_privileges", nameOf(readPostgresqlAddress(url)), `it lacks ${what}`);
}
