import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { executorConditions, type ExecutorConditions } from "./executor-conditions.ts";
import { stateOfExecutor, type StateEdges } from "./executor-state.ts";

type Facet = "state" | "kind" | "version" | "key" | "label";

interface FacetQuery extends ExecutorConditions {
  readonly facet: Facet;
  /** What states are judged by. */
  readonly edges: StateEdges;
  /** Values that are told at most. */
  readonly limit: number;
}

interface FacetSource {
  readonly table?: string;
  readonly value: string;
  readonly join?: string;
  readonly only?: string;
  readonly order: string;
}

/** Where the values of each facet stand, and in which order they come. */
const FACETS: Record<Facet, (statement: Statement, edges: StateEdges) => FacetSource> = {
  state: (statement, edges) => ({ value: stateOfExecutor(statement, edges), order: "value" }),
  kind: () => ({ value: "e.kind", order: "value" }),
  version: () => ({ value: "e.version", order: "max(e.version_order) DESC, value" }),
  key: () => ({ value: "e.bound_key_id", only: "e.bound_key_id IS NOT NULL", order: "total DESC, value" }),
  label: () => ({ value: "l.label", join: "JOIN executor_label l ON l.executor_id = e.id", order: "value" }),
};

/** Where nothing but the organization narrows executors, the index of labels has it all. */
const LABELS_OF_ALL: FacetSource = { table: "executor_label", value: "e.label", order: "value" };

/** The values that executors have of a facet, how many executors each, and what people call it: one look at each executor. */
export async function countExecutorsByFacet(
  client: DatabaseTransaction,
  dialect: Dialect,
  { facet, edges, limit, ...asked }: FacetQuery,
): Promise<{ value: string; name: string; count: number }[]> {
  const statement = new Statement(dialect);
  // Parameters are bound in the order of the text.
  const source = FACETS[facet](statement, edges);
  const conditions = executorConditions(statement, asked);
  const isOfAll = conditions.length === 1;
  const { table = "executor", value, join = "", only, order } = facet === "label" && isOfAll ? LABELS_OF_ALL : source;
  if (only !== undefined) conditions.push(only);
  const counted = `
    SELECT ${value} AS value, count(*) AS total FROM ${table} e ${join} WHERE ${conditions.join(" AND ")}
    GROUP BY 1 ORDER BY ${order} LIMIT ${statement.parameter(limit)}`;
  const sql =
    facet === "key"
      ? `SELECT value, k.name, total FROM (${counted}) AS counted JOIN api_key k ON k.id = value ORDER BY total DESC, value`
      : counted;
  const rows = await client.$queryRawUnsafe<{ value: string; name?: string; total: number | bigint }[]>(
    sql,
    ...statement.parameters,
  );
  return rows.map(({ value: known, name = known, total }) => ({ value: known, name, count: Number(total) }));
}

/** How many executors an organization has, none counted beyond `limit`. */
export async function countExecutorsUpTo(
  client: DatabaseTransaction,
  organizationId: string,
  limit: number,
): Promise<number> {
  const [row] = await client.$queryRaw<{ total: number | bigint }[]>`
    SELECT count(*) AS total FROM (SELECT 1 AS one FROM executor WHERE organization_id = ${organizationId} LIMIT ${limit}) AS found`;
  return Number(row?.total ?? 0);
}
