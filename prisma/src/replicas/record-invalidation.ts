import type { Statement } from "../dialects/statement.ts";
import { INVALIDATION_CHANNEL, MAX_PAYLOAD_BYTES, ownChannel } from "./notifications.ts";

/** Members of a WITH clause, and the columns to select from them. */
export interface InvalidationText {
  readonly members: readonly string[];
  readonly columns: readonly string[];
}

/**
 * The statement that numbers an invalidation, stores it, and notifies every replica at the commit. PostgreSQL only. Numbers
 * follow the order of commits, without gaps: the head is locked until the transaction ends, so a number is never seen before
 * a smaller one. With a sequence 6 could be committed before 5, and a replica that had seen 6 would never ask for 5.
 */
export function recordInvalidation(statement: Statement, scope: string): InvalidationText {
  return {
    members: [
      `numbered AS (
        INSERT INTO invalidation_head AS head (id, number, mark) VALUES (1, 1, gen_random_uuid()::text)
        ON CONFLICT (id) DO UPDATE SET number = head.number + 1, mark = excluded.mark
        RETURNING number, mark
      )`,
      `recorded AS (
        INSERT INTO invalidation (number, mark, scope) SELECT number, mark, ${statement.parameter(scope)} FROM numbered
        RETURNING number, mark, scope
      )`,
      `message AS (
        SELECT json_build_object('number', number, 'mark', mark, 'scope', scope)::text AS text FROM recorded
      )`,
    ],
    columns: [
      `(SELECT number::float8 FROM recorded) AS "invalidation"`,
      `(SELECT pg_notify(${ownChannel(`'${INVALIDATION_CHANNEL}'`)},
        CASE WHEN octet_length(text) <= ${MAX_PAYLOAD_BYTES} THEN text ELSE '' END)::text FROM message) AS notified`,
    ],
  };
}
