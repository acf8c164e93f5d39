import type { Statement } from "./statement.ts";

/** Which keys of one organization are asked for. What is null does not narrow them. */
export interface KeyConditions {
  readonly organizationId: string;
  readonly search: {
    readonly nameHas: string;
    readonly idHas: string | null;
    readonly hintBegins: string | null;
  } | null;
  /** The executor that is bound to the key. */
  readonly executorId: string | null;
}

/**
 * The same as SQL about `api_key k`.
 * @param ofOrganization the column that names the organization: that of the table which the order comes from.
 */
export function keyConditions(
  statement: Statement,
  { organizationId, search, executorId }: KeyConditions,
  ofOrganization = "k.organization_id",
): string[] {
  const conditions = [`${ofOrganization} = ${statement.parameter(organizationId)}`];
  if (search !== null) {
    const places = [statement.contains("k.name_folded", search.nameHas)];
    if (search.idHas !== null) places.push(statement.contains("k.id", search.idHas));
    if (search.hintBegins !== null) places.push(statement.beginsWith("k.hint", search.hintBegins));
    conditions.push(`(${places.join(" OR ")})`);
  }
  if (executorId !== null) {
    conditions.push(
      `k.id IN (SELECT e.bound_key_id FROM executor e
        WHERE e.organization_id = ${statement.parameter(organizationId)} AND e.id = ${statement.parameter(executorId)})`,
    );
  }
  return conditions;
}
