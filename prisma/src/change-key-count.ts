import { closeWith } from "./closing-statements.ts";
import type { Dialect } from "./dialect.ts";
import { Statement } from "./statement.ts";

interface Change {
  readonly organizationId: string;
  /** How many more there are. */
  readonly keys: number;
  /** How many more of them are revoked. */
  readonly revoked: number;
}

/**
 * Has the transaction of the change close with noting how the number of an organization's keys changes. As it closes, and no
 * sooner: every change of keys holds the head of the log by then, so that two of them never wait for each other.
 */
export function changeKeyCount(dialect: Dialect, { organizationId, keys, revoked }: Change): void {
  const statement = new Statement(dialect);
  const row = [organizationId, keys, revoked].map((value) => statement.parameter(value));
  closeWith(addToKeyCount(`VALUES (${row.join(", ")})`), statement.parameters);
}

/** The text of the same. @param rows what gives the row to add: organization, keys, revoked. */
export function addToKeyCount(rows: string): string {
  return `
    INSERT INTO key_count (organization_id, keys, revoked) ${rows}
    ON CONFLICT (organization_id) DO UPDATE
    SET keys = key_count.keys + excluded.keys, revoked = key_count.revoked + excluded.revoked`;
}
