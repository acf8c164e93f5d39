import type { Statement } from "../dialects/statement.ts";

/** Which keys of one organization are asked for. What is null does not narrow them. */
export interface KeyConditions {
  readonly organizationId: string;
  /** Each has to be found. */
  readonly search: readonly KeySearchWord[] | null;
  /** The executor that is bound to the key. */
  readonly executorId: string | null;
  readonly facets?: KeyFacets;
}

interface KeySearchWord {
  /** In the name, the note, a label, or the name or host of an executor that is bound to the key, in lower case. */
  readonly textHas: string;
  readonly idHas: string | null;
  /** How such an id ends. */
  readonly idEnds: string | null;
  readonly hintBegins: string | null;
  /** People whose names have the word. */
  readonly creatorIds: readonly string[];
}

/** What else may be asked of keys; each that is there narrows them. */
export interface KeyFacets {
  /** Keys that expire after the first instant, up to the second; without one of them, at any time before or after the other. */
  readonly expires?: { readonly after?: Date; readonly until?: Date };
  readonly neverUsed?: true;
  /** Keys that several executors are bound to. */
  readonly shared?: true;
  /** Keys that were there at this instant and have not been used after it. */
  readonly unusedSince?: Date;
  readonly createdById?: string;
  /** Of a member; null: keys without an owner. */
  readonly ownerId?: string | null;
  /** `name=value`: keys that have each of them. */
  readonly labels?: readonly string[];
}

const WITH_STATUS = {
  revoked: () => "k.revoked_at IS NOT NULL",
  expired: (now: string) => `k.revoked_at IS NULL AND k.expires_at <= ${now}`,
  active: (now: string) => `k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${now})`,
} as const;

export type KeyStatusName = keyof typeof WITH_STATUS;

/** That `api_key k` has a status at an instant. */
export function statusCondition(statement: Statement, status: KeyStatusName, now: Date): string {
  return WITH_STATUS[status](status === "revoked" ? "" : statement.instant(now));
}

/**
 * The same as SQL about `api_key k`.
 * @param ofOrganization the column that names the organization: that of the table which the order comes from.
 */
export function keyConditions(
  statement: Statement,
  { organizationId, search, executorId, facets = {} }: KeyConditions,
  ofOrganization = "k.organization_id",
): string[] {
  const conditions = [`${ofOrganization} = ${statement.parameter(organizationId)}`];
  for (const word of search ?? []) conditions.push(`k.id IN (${idsWith(statement, organizationId, word)})`);
  if (executorId !== null) {
    conditions.push(
      `k.id IN (SELECT e.bound_key_id FROM executor e
        WHERE e.organization_id = ${statement.parameter(organizationId)} AND e.id = ${statement.parameter(executorId)})`,
    );
  }
  return [...conditions, ...facetConditions(statement, organizationId, facets)];
}

/** Ids of the keys that have a word anywhere: a part for each index that can find it. On SQLite only keys with a note are read. */
function idsWith(
  statement: Statement,
  organizationId: string,
  { textHas, idHas, idEnds, hintBegins, creatorIds }: KeySearchWord,
): string {
  const inOrganization = (table: string) => `${table}.organization_id = ${statement.parameter(organizationId)}`;
  const has = (column: string) => statement.contains(column, textHas);
  const ofOrganization = inOrganization("o");
  const own = [has("o.name_folded")];
  if (idHas !== null) {
    const hasId = statement.contains("o.id", idHas);
    own.push(idEnds === null ? hasId : `(${hasId} AND ${statement.endsWith("o.id", idEnds)})`);
  }
  if (hintBegins !== null) own.push(statement.beginsWith("o.hint", hintBegins));
  const parts = [
    `SELECT o.id FROM api_key o WHERE ${ofOrganization} AND (${own.join(" OR ")})`,
    `SELECT n.id FROM api_key n WHERE ${inOrganization("n")} AND n.note_folded > '' AND ${has("n.note_folded")}`,
    `SELECT l.key_id FROM key_label l WHERE ${inOrganization("l")} AND ${has("lower(l.label)")}`,
    `SELECT b.bound_key_id FROM executor b
     WHERE ${inOrganization("b")} AND b.bound_key_id IS NOT NULL AND (${has("b.name_folded")} OR ${has("lower(b.host)")})`,
  ];
  if (creatorIds.length > 0) {
    parts.push(
      `SELECT c.id FROM api_key c WHERE ${inOrganization("c")} AND ${statement.isOneOf("c.created_by_id", creatorIds)}`,
    );
  }
  return parts.join(" UNION ALL ");
}

function facetConditions(statement: Statement, organizationId: string, facets: KeyFacets): string[] {
  const conditions: string[] = [];
  if (facets.expires !== undefined) {
    const { after, until } = facets.expires;
    if (after !== undefined) conditions.push(`k.expires_at > ${statement.instant(after)}`);
    if (until !== undefined) conditions.push(`k.expires_at <= ${statement.instant(until)}`);
  }
  if (facets.neverUsed === true) conditions.push("k.first_used_at IS NULL");
  if (facets.unusedSince !== undefined) {
    const since = () => statement.instant(facets.unusedSince ?? new Date(0));
    conditions.push(`k.created_at <= ${since()}
      AND NOT EXISTS (SELECT 1 FROM key_last_use x WHERE x.key_id = k.id AND x.at > ${since()})`);
  }
  if (facets.createdById !== undefined) conditions.push(`k.created_by_id = ${statement.parameter(facets.createdById)}`);
  if (facets.ownerId === null) conditions.push("k.owner_id IS NULL");
  else if (facets.ownerId !== undefined) conditions.push(`k.owner_id = ${statement.parameter(facets.ownerId)}`);
  for (const label of facets.labels ?? []) {
    conditions.push(`k.id IN (SELECT l.key_id FROM key_label l
      WHERE l.organization_id = ${statement.parameter(organizationId)} AND l.label = ${statement.parameter(label)})`);
  }
  if (facets.shared === true) {
    conditions.push(
      // Not by counting all of each key: the index by key is read in its order, past one executor and the next.
      `k.id IN (SELECT s.bound_key_id FROM executor s
        WHERE s.organization_id = ${statement.parameter(organizationId)} AND EXISTS (
          SELECT 1 FROM executor o
          WHERE o.organization_id = s.organization_id AND o.bound_key_id = s.bound_key_id AND o.id > s.id))`,
    );
  }
  return conditions;
}
