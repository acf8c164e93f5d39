import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { keyConditions, statusCondition, type KeyConditions, type KeyStatusName } from "./key-conditions.ts";

interface KeyIdsRequest extends KeyConditions {
  readonly status: KeyStatusName | null;
  readonly now: Date;
  readonly limit: number;
}

/** Ids of the keys that meet conditions, in their order: at most `limit`. */
export async function readKeyIds(
  client: DatabaseTransaction,
  dialect: Dialect,
  { status, now, limit, ...conditions }: KeyIdsRequest,
): Promise<string[]> {
  const statement = new Statement(dialect);
  const where = keyConditions(statement, conditions);
  if (status !== null) where.push(statusCondition(statement, status, now));
  const text = `
    SELECT k.id FROM api_key k WHERE ${where.join(" AND ")} ORDER BY k.id LIMIT ${statement.parameter(limit)}`;
  const rows = await client.$queryRawUnsafe<{ id: string }[]>(text, ...statement.parameters);
  return rows.map(({ id }) => id);
}
