import type { Statement } from "../dialects/statement.ts";

export interface KeyCountChange {
  readonly organizationId: string;
  /** How many more there are. */
  readonly keys: number;
  /** How many more of them are revoked. */
  readonly revoked: number;
}

/** The text that adds to the numbers of keys of organizations. Each organization at most once. */
export function addToKeyCounts(statement: Statement, changes: readonly KeyCountChange[]): string {
  const rows = changes.map(
    ({ organizationId, keys, revoked }) =>
      `(${statement.parameter(organizationId)}, ${statement.parameter(keys)}, ${statement.parameter(revoked)})`,
  );
  return `
    INSERT INTO key_count (organization_id, keys, revoked) VALUES ${rows.join(", ")}
    ON CONFLICT (organization_id) DO UPDATE
    SET keys = key_count.keys + excluded.keys, revoked = key_count.revoked + excluded.revoked`;
}
