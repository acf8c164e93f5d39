import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { stateOfExecutor, type StateEdges, type StateName } from "./executor-state.ts";
import { isAfter, type PageStart } from "./page-start.ts";
import type { RawRow } from "../mappers/row-schema.ts";
import { Statement } from "../dialects/statement.ts";
import { EXECUTOR_ROW, toExecutorWithKey, type ExecutorWithKey } from "../mappers/executor-with-key.ts";

/** Which executors of one organization are asked for. What is null does not narrow them. */
export interface ExecutorConditions {
  readonly organizationId: string;
  readonly search: { readonly nameHas: string; readonly idHas: string } | null;
  readonly boundKeyId: string | null;
}

export interface ExecutorPageRequest extends ExecutorConditions {
  /** Only those in this state at these instants. */
  readonly inState: { readonly state: StateName; readonly edges: StateEdges } | null;
  readonly seenAfter: Date | null;
  readonly notSeenAfter: Date | null;
  readonly after: PageStart | null;
  readonly limit: number;
}

/** A page of executors by name, then id, in one statement. */
export async function readExecutorPage(
  client: DatabaseTransaction,
  dialect: Dialect,
  { inState, seenAfter, notSeenAfter, after, limit, ...request }: ExecutorPageRequest,
): Promise<ExecutorWithKey[]> {
  const statement = new Statement(dialect);
  const conditions = executorConditions(statement, request);
  if (inState !== null) {
    conditions.push(`${stateOfExecutor(statement, inState.edges)} = ${statement.parameter(inState.state)}`);
  }
  if (seenAfter !== null) conditions.push(`e.last_seen_at > ${statement.instant(seenAfter)}`);
  if (notSeenAfter !== null) conditions.push(`e.last_seen_at <= ${statement.instant(notSeenAfter)}`);
  if (after !== null) conditions.push(isAfter(statement, { column: "e.name_folded", id: "e.id" }, "asc", after));
  const text = `
    SELECT ${EXECUTOR_ROW.select(dialect)} FROM executor e LEFT JOIN api_key k ON k.id = e.bound_key_id
    WHERE ${conditions.join(" AND ")}
    ORDER BY e.name_folded, e.id LIMIT ${statement.parameter(limit)}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(text, ...statement.parameters);
  return rows.map((row) => toExecutorWithKey(EXECUTOR_ROW.read(row)));
}

/** The same as SQL about `executor e`. */
export function executorConditions(
  statement: Statement,
  { organizationId, search, boundKeyId }: ExecutorConditions,
): string[] {
  const conditions = [`e.organization_id = ${statement.parameter(organizationId)}`];
  if (search !== null) {
    const inName = statement.contains("e.name_folded", search.nameHas);
    conditions.push(`(${inName} OR ${statement.contains("e.id", search.idHas)})`);
  }
  if (boundKeyId !== null) conditions.push(`e.bound_key_id = ${statement.parameter(boundKeyId)}`);
  return conditions;
}
