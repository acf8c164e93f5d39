import type { Statement } from "../dialects/statement.ts";
import { stateOfExecutor, type StateEdges, type StateName } from "./executor-state.ts";

/** Which executors of one organization are asked for. What is null does not narrow them. */
export interface ExecutorConditions {
  readonly organizationId: string;
  /** Each has to be found. */
  readonly search: readonly ExecutorSearchWord[] | null;
  readonly boundKeyId: string | null;
  readonly kind: string | null;
  readonly version: string | null;
  /** Only versions that are older than the newest that any executor of the organization has. */
  readonly isOlderThanNewest: boolean;
  /** `name=value`: executors that have each of them. */
  readonly labels: readonly string[];
  /** Only those in this state at these instants. */
  readonly inState: { readonly state: StateName; readonly edges: StateEdges } | null;
  readonly seenAfter: Date | null;
  readonly notSeenAfter: Date | null;
}

interface ExecutorSearchWord {
  /** In the name, the note, a label, the host or the bound key's name, in lower case. */
  readonly textHas: string;
  readonly idHas: string | null;
  /** How such an id ends. */
  readonly idEnds: string | null;
  readonly addressBegins: string | null;
}

/** The same as SQL about `executor e`. */
export function executorConditions(statement: Statement, asked: ExecutorConditions): string[] {
  const { organizationId, search, boundKeyId, kind, version, inState, seenAfter, notSeenAfter } = asked;
  const organization = () => statement.parameter(organizationId);
  const conditions = [`e.organization_id = ${organization()}`];
  for (const word of search ?? []) conditions.push(`e.id IN (${idsWith(statement, organizationId, word)})`);
  if (boundKeyId !== null) conditions.push(`e.bound_key_id = ${statement.parameter(boundKeyId)}`);
  if (kind !== null) conditions.push(`e.kind = ${statement.parameter(kind)}`);
  if (version !== null) {
    conditions.push(`e.version = ${statement.parameter(version)}`);
  }
  if (asked.isOlderThanNewest) {
    conditions.push(`e.version_order < (
      SELECT max(newest.version_order) FROM executor newest WHERE newest.organization_id = ${organization()})`);
  }
  for (const label of asked.labels) {
    conditions.push(`e.id IN (SELECT l.executor_id FROM executor_label l
      WHERE l.organization_id = ${organization()} AND l.label = ${statement.parameter(label)})`);
  }
  if (inState !== null) {
    conditions.push(`${stateOfExecutor(statement, inState.edges)} = ${statement.parameter(inState.state)}`);
  }
  if (seenAfter !== null) conditions.push(`e.last_seen_at > ${statement.instant(seenAfter)}`);
  if (notSeenAfter !== null) conditions.push(`e.last_seen_at <= ${statement.instant(notSeenAfter)}`);
  return conditions;
}

/** Ids of the executors that have a word anywhere: a part for each table, so that each can be found by an index of its own. */
function idsWith(
  statement: Statement,
  organizationId: string,
  { textHas, idHas, idEnds, addressBegins }: ExecutorSearchWord,
): string {
  const inOrganization = (table: string) => `${table}.organization_id = ${statement.parameter(organizationId)}`;
  const has = (column: string) => statement.contains(column, textHas);
  const own = [
    `${inOrganization("o")} AND (${has("o.name_folded")} OR ${has("o.note_folded")} OR ${has("lower(o.host)")}`,
  ];
  if (idHas !== null) {
    const hasId = statement.contains("o.id", idHas);
    own.push(idEnds === null ? hasId : `(${hasId} AND ${statement.endsWith("o.id", idEnds)})`);
  }
  const parts = [
    `SELECT o.id FROM executor o WHERE ${own.join(" OR ")})`,
    `SELECT l.executor_id FROM executor_label l WHERE ${inOrganization("l")} AND ${has("lower(l.label)")}`,
    `SELECT b.id FROM api_key k JOIN executor b ON b.bound_key_id = k.id
     WHERE ${inOrganization("k")} AND ${has("k.name_folded")}`,
  ];
  if (addressBegins !== null) {
    parts.push(`SELECT a.id FROM executor a JOIN key_source s ON s.key_id = a.bound_key_id AND s.executor_name = a.name
     WHERE ${inOrganization("a")} AND ${statement.beginsWith("s.address", addressBegins)}`);
  }
  return parts.join(" UNION ALL ");
}
