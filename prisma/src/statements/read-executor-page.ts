import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { executorConditions, type ExecutorConditions } from "./executor-conditions.ts";
import { stateOfExecutor, type StateEdges } from "./executor-state.ts";
import { isAfter, type Direction, type PageStart } from "./page-start.ts";
import { instant, RowSchema, text, type RawRow } from "../mappers/row-schema.ts";
import { Statement } from "../dialects/statement.ts";
import { EXECUTOR_ROW, toExecutorWithKey, type ExecutorWithKey } from "../mappers/executor-with-key.ts";

export interface ExecutorPageRequest extends ExecutorConditions {
  readonly sort: { readonly by: ExecutorOrder; readonly direction: Direction };
  /** What states are judged by, where executors are sorted by them. */
  readonly edges: StateEdges;
  readonly after: PageStart | null;
  readonly limit: number;
}

export type ExecutorOrder = "name" | "kind" | "state" | "version" | "boundKey" | "lastSeenAt";

/** An executor and its value in the order. */
export interface PlacedExecutor {
  readonly executor: ExecutorWithKey;
  readonly value: string | Date;
}

/** The state that asks for most comes first. */
const STATES = ["refused", "duplicated", "offline", "online"];

/** What executors are sorted by. Where it is the same for many, their names decide. Those without a key come before the others. */
const ORDERS: Record<ExecutorOrder, (statement: Statement, edges: StateEdges) => string> = {
  name: () => "e.name_order",
  kind: () => "CASE e.kind WHEN 'agent' THEN '0 ' ELSE '1 ' END || e.name_order",
  version: () => "e.version_order || ' ' || e.name_order",
  boundKey: () => "coalesce(k.name_order, '') || ' ' || e.name_order",
  lastSeenAt: () => "e.last_seen_at",
  state: (statement, edges) => {
    const cases = STATES.map((state, rank) => `WHEN '${state}' THEN '${rank} '`).join(" ");
    return `CASE ${stateOfExecutor(statement, edges)} ${cases} END || e.name_order`;
  },
};

const TEXT_VALUE = new RowSchema({ value: text("page.value") });
const INSTANT_VALUE = new RowSchema({ value: instant("page.value") });

/** A page of executors in the order asked for, in one statement, each with where it stands in the order. */
export async function readExecutorPage(
  client: DatabaseTransaction,
  dialect: Dialect,
  { sort, edges, after, limit, ...asked }: ExecutorPageRequest,
): Promise<PlacedExecutor[]> {
  const statement = new Statement(dialect);
  const isByTime = sort.by === "lastSeenAt";
  const value = isByTime ? INSTANT_VALUE : TEXT_VALUE;
  const { direction } = sort;
  const ofKey = sort.by === "boundKey" ? "LEFT JOIN api_key k ON k.id = e.bound_key_id" : "";
  const ordered = `SELECT e.id, ${ORDERS[sort.by](statement, edges)} AS value FROM executor e ${ofKey}
    WHERE ${executorConditions(statement, asked).join(" AND ")}`;
  const from = after === null ? "" : `WHERE ${isAfter(statement, { column: "value", id: "id" }, direction, after)}`;
  const sql = `
    SELECT ${EXECUTOR_ROW.select(dialect)}, ${value.select(dialect)} FROM (
      SELECT id, value FROM (${ordered}) AS ordered ${from}
      ORDER BY value ${direction}, id ${direction} LIMIT ${statement.parameter(limit)}
    ) AS page JOIN executor e ON e.id = page.id LEFT JOIN api_key k ON k.id = e.bound_key_id
    ORDER BY page.value ${direction}, page.id ${direction}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(sql, ...statement.parameters);
  return rows.map((row) => ({ executor: toExecutorWithKey(EXECUTOR_ROW.read(row)), value: value.read(row).value }));
}
