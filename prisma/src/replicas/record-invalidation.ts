import { closeWith } from "../closing-statements.ts";
import { INVALIDATION_CHANNEL, MAX_PAYLOAD_BYTES, ownChannel } from "./notifications.ts";

// The upsert keeps the head locked until the transaction ends, so a number is never seen before a smaller one. A sequence
// would not do: 6 could be committed before 5, and whoever had seen 6 would never ask for 5.
const RECORD = `
  WITH head AS (
    INSERT INTO invalidation_head AS head (id, number, mark) VALUES (1, 1, gen_random_uuid()::text)
    ON CONFLICT (id) DO UPDATE SET number = head.number + 1, mark = excluded.mark
    RETURNING number, mark
  ), recorded AS (
    INSERT INTO invalidation (number, mark, scope) SELECT number, mark, $1 FROM head RETURNING number, mark, scope
  ), message AS (
    SELECT number, json_build_object('number', number, 'mark', mark, 'scope', scope)::text AS text FROM recorded
  )
  SELECT number::float8, pg_notify(${ownChannel(`'${INVALIDATION_CHANNEL}'`)},
    CASE WHEN octet_length(text) <= ${MAX_PAYLOAD_BYTES} THEN text ELSE '' END)::text AS notified
  FROM message`;

/**
 * Has the transaction that the caller is in close with numbering an invalidation, so that others wait for theirs no longer
 * than its COMMIT takes, and tells every replica of it when it commits. PostgreSQL only.
 * @returns what tells its number once the transaction is committed; numbers follow the order of commits, without gaps.
 */
export function recordInvalidation(scope: string): () => number {
  const rowsOf = closeWith(RECORD, [scope]);
  return () => {
    const number = rowsOf()[0]?.[0];
    if (typeof number !== "number") throw new Error("The invalidation was not recorded.");
    return number;
  };
}
