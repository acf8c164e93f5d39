import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";

interface Asked {
  readonly organizationId: string;
  readonly executors: { readonly id: string } | { readonly boundKeyIds: readonly string[] };
  readonly from: Date;
  /** Each begins at a moment of its own within so many milliseconds. */
  readonly spreadMs: number;
}

/**
 * Has executors told to renew their keys. Those that are told already are left as they are.
 * @returns the ids of the others.
 */
export async function askToRenew(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, executors, from, spreadMs }: Asked,
): Promise<string[]> {
  if ("boundKeyIds" in executors && executors.boundKeyIds.length === 0) return [];
  const statement = new Statement(dialect);
  const begin = statement.instant(from);
  const later =
    dialect === "sqlite"
      ? `abs(random()) % ${statement.integer(spreadMs + 1)}`
      : `floor(random() * ${statement.integer(spreadMs + 1)}) * interval '1 millisecond'`;
  const organization = statement.parameter(organizationId);
  const chosen =
    "id" in executors
      ? `id = ${statement.parameter(executors.id)}`
      : statement.isOneOf("bound_key_id", executors.boundKeyIds);
  const sql = `
    UPDATE executor SET renew_at = ${begin} + ${later}
    WHERE organization_id = ${organization} AND renew_at IS NULL AND ${chosen} RETURNING id`;
  const rows = await client.$queryRawUnsafe<{ id: string }[]>(sql, ...statement.parameters);
  return rows.map(({ id }) => id);
}
