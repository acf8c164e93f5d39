import type { Database, RawRead } from "../connections/database.ts";
import { loaderOfEachDatabase } from "./batch-loader.ts";
import { arrayLiteral } from "../dialects/raw-values.ts";
import { instant, instantOrNull, RowSchema, text, textOrNull, type RawRow } from "../mappers/row-schema.ts";

/** What the database knows of an executor that is new to this server. */
export interface StoredExecutor {
  readonly id: string;
  readonly kind: string;
  readonly version: string;
  readonly host: string | null;
  readonly instanceId: string | null;
  /** JSON text */
  readonly capabilities: string | null;
  readonly boundKeyId: string | null;
  readonly lastSeenAt: Date;
  readonly disconnectedAt: Date | null;
  readonly refusedSince: Date | null;
  readonly renewAt: Date | null;
  readonly cannotRenew: string | null;
}

interface ExecutorName {
  readonly organizationId: string;
  readonly name: string;
}

const EXECUTOR_ROW = new RowSchema({
  organizationId: text("e.organization_id"),
  name: text("e.name"),
  id: text("e.id"),
  kind: text("e.kind"),
  version: text("e.version"),
  host: textOrNull("e.host"),
  instanceId: textOrNull("e.instance_id"),
  capabilities: textOrNull("e.capabilities"),
  boundKeyId: textOrNull("e.bound_key_id"),
  lastSeenAt: instant("e.last_seen_at"),
  disconnectedAt: instantOrNull("e.disconnected_at"),
  refusedSince: instantOrNull("e.refused_since"),
  renewAt: instantOrNull("e.renew_at"),
  cannotRenew: textOrNull("e.cannot_renew"),
});

const FIND_EXECUTOR = {
  name: "excalibur_find_executor",
  sql: {
    sqlite: `
      SELECT ${EXECUTOR_ROW.select("sqlite")}
      FROM executor e WHERE e.organization_id = ? AND e.name = ?`,
    postgresql: `
      SELECT ${EXECUTOR_ROW.select("postgresql")}
      FROM unnest($1::text[], $2::text[]) AS wanted(organization_id, name)
      JOIN executor e ON e.organization_id = wanted.organization_id AND e.name = wanted.name`,
  },
} as const satisfies RawRead;

const loaderOf = loaderOfEachDatabase<ExecutorName, StoredExecutor>(async (database, executors) => {
  const organizations = arrayLiteral(executors.map(({ organizationId }) => organizationId));
  const names = arrayLiteral(executors.map(({ name }) => name));
  const rows = await database.readRaw(FIND_EXECUTOR, [organizations, names]);
  const found = new Map(rows.map(toNamed));
  return executors.map(({ organizationId, name }) => found.get(`${organizationId} ${name}`) ?? null);
});

/** An executor by its name; `null` when there is none. As cheap as `findCredential`, and for the same moments. */
export async function findExecutor(database: Database, executor: ExecutorName): Promise<StoredExecutor | null> {
  if (database.dialect === "postgresql") return loaderOf(database).load(executor);
  const [row] = await database.readRaw(FIND_EXECUTOR, [executor.organizationId, executor.name]);
  return row === undefined ? null : toNamed(row)[1];
}

function toNamed(row: RawRow): [name: string, executor: StoredExecutor] {
  const { organizationId, name, ...executor } = EXECUTOR_ROW.read(row);
  return [`${organizationId} ${name}`, executor];
}
