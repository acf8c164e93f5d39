import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { instant, instantOrNull, RowSchema, text, textOrNull, type RawRow } from "../mappers/row-schema.ts";
import { stateOfExecutor, type StateEdges, type StateName } from "./executor-state.ts";
import { executorConditions, type ExecutorConditions } from "./executor-conditions.ts";

/** How many executors that meet conditions are in each state, in one look at each. */
export async function countByState(
  client: DatabaseTransaction,
  dialect: Dialect,
  conditions: ExecutorConditions,
  edges: StateEdges,
): Promise<Record<StateName, number>> {
  const statement = new Statement(dialect);
  const state = stateOfExecutor(statement, edges);
  const text = `
    SELECT ${state} AS state, count(*) AS total FROM executor e
    WHERE ${executorConditions(statement, conditions).join(" AND ")} GROUP BY 1`;
  const rows = await client.$queryRawUnsafe<{ state: StateName; total: number | bigint }[]>(
    text,
    ...statement.parameters,
  );
  const counts = { online: 0, duplicated: 0, refused: 0, offline: 0 };
  for (const { state, total } of rows) counts[state] = Number(total);
  return counts;
}

/** How many executors of all organizations there are in each state, by version. */
export async function countByStateAndVersion(
  client: DatabaseTransaction,
  dialect: Dialect,
  edges: StateEdges,
): Promise<{ state: StateName; version: string; count: number }[]> {
  const statement = new Statement(dialect);
  const text = `
    SELECT ${stateOfExecutor(statement, edges)} AS state, e.version, count(*) AS total FROM executor e GROUP BY 1, 2`;
  const rows = await client.$queryRawUnsafe<{ state: StateName; version: string; total: number | bigint }[]>(
    text,
    ...statement.parameters,
  );
  return rows.map(({ total, ...row }) => ({ ...row, count: Number(total) }));
}

const TROUBLED = new RowSchema({
  id: text("e.id"),
  name: text("e.name"),
  lastSeenAt: instant("e.last_seen_at"),
  refusedAt: instantOrNull("e.refused_at"),
  refusedReason: textOrNull("e.refused_reason"),
  refusedSince: instantOrNull("e.refused_since"),
});

/** Executors of an organization that are offline, or refused; those that were seen latest first. */
export async function readTroubledExecutors(
  client: DatabaseTransaction,
  dialect: Dialect,
  {
    organizationId,
    state,
    limit,
    ...edges
  }: StateEdges & {
    readonly organizationId: string;
    readonly state: "offline" | "refused";
    readonly limit: number;
  },
) {
  const statement = new Statement(dialect);
  const organization = statement.parameter(organizationId);
  const text = `
    SELECT ${TROUBLED.select(dialect)} FROM executor e
    WHERE e.organization_id = ${organization} AND ${stateOfExecutor(statement, edges)} = ${statement.parameter(state)}
    ORDER BY e.last_seen_at DESC, e.id DESC LIMIT ${statement.parameter(limit)}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(text, ...statement.parameters);
  return rows.map((row) => TROUBLED.read(row));
}
