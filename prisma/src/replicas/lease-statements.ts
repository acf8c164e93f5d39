/** Now by the database's clock, in the form instants are stored in. For people who look at the table: nothing else reads it. */
const NOW = "(clock_timestamp() AT TIME ZONE 'UTC')";

/** More than this many at once are not worth reading: the replica drops its memory instead. */
const MAX_MISSED = 10_000;

/** Parameters: replica id, renewal, lease in ms, number and mark of the last invalidation applied, or nulls. */
export const RENEW_LEASE = `
  WITH head AS (
    SELECT coalesce(max(number), 0) AS number, coalesce(max(mark), '') AS mark FROM invalidation_head
  ), known AS (
    SELECT head.*, head.number - $4::bigint BETWEEN 0 AND ${MAX_MISSED}
      AND ($4 = 0 OR EXISTS (SELECT FROM invalidation WHERE number = $4 AND mark = $5)) AS has_applied
    FROM head
  ), renewed AS (
    INSERT INTO replica AS mine (id, lease_until, acknowledged, renewal)
    SELECT $1, ${NOW} + $3 * interval '1 millisecond',
      CASE WHEN $4 IS NULL THEN known.number WHEN has_applied THEN $4 ELSE 0 END, $2
    FROM known
    ON CONFLICT (id) DO UPDATE
      SET lease_until = excluded.lease_until, acknowledged = excluded.acknowledged, renewal = excluded.renewal
      WHERE mine.renewal < excluded.renewal
    RETURNING xmax <> 0 AS was_there
  ), missed AS (
    SELECT json_agg(json_build_object('number', number, 'mark', mark, 'scope', scope) ORDER BY number) AS list
    FROM invalidation WHERE number > $4 AND number - $4 <= ${MAX_MISSED}
  ), others AS (
    SELECT json_agg(json_build_object('id', id, 'acknowledged', acknowledged, 'renewal', renewal)) AS list
    FROM replica WHERE id <> $1
  )
  SELECT known.number::float8, known.mark, coalesce(has_applied AND was_there, false) AS is_intact,
    coalesce(missed.list, '[]') AS missed, coalesce(others.list, '[]') AS others
  FROM known, renewed, missed, others`;

export const RELEASE_LEASE = "DELETE FROM replica WHERE id = $1";

/** Parameters: replica id, and its renewal as it was seen to stand still. */
export const FORGET_REPLICA = "DELETE FROM replica WHERE id = $1 AND renewal = $2";

// The last invalidation that every replica has applied stays: it is how they find that their history is the database's.
export const PRUNE = "DELETE FROM invalidation WHERE number < (SELECT min(acknowledged) FROM replica)";
