import pg from "pg";

/** Rows a statement: large enough to be quick, small enough not to hold one transaction for minutes. */
const AT_ONCE = 100_000;

/** One organization's keys of every sort, the i-th made i seconds ago: one in ten revoked, some expired, most in use. */
const KEYS = `
  INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at, created_by_name,
    expires_at, revoked_at, last_used_at)
  SELECT 'key_01m8' || lpad(to_hex(i), 22, '0'), $1, n.name, n.name, encode(sha256(('bench ' || i)::bytea), 'hex'),
    'exc_' || substr(md5(i::text), 1, 4), now() - i * interval '1 second', 'Bench',
    CASE WHEN i % 3 = 0 THEN NULL WHEN i % 20 = 1 THEN now() - interval '1 day' ELSE now() + (i % 700 + 1) * interval '1 day' END,
    CASE WHEN i % 10 = 0 THEN now() - interval '1 hour' END,
    CASE WHEN i % 50 <> 7 THEN now() - (i % 5000) * interval '1 second' END
  FROM generate_series($2::int, $3::int) AS i,
    LATERAL (SELECT (ARRAY['prod', 'stage', 'edge', 'build'])[i % 4 + 1] || '-' || i AS name) AS n`;

/** Executors, each bound to a key of its own, all heard within the last minutes. */
const EXECUTORS = `
  INSERT INTO executor (id, organization_id, name, name_folded, kind, version, first_seen_at, last_seen_at, bound_key_id,
    bound_at)
  SELECT 'exe_01m8' || lpad(to_hex(i), 22, '0'), $1, 'executor-' || i, 'executor-' || i, 'agent', '1.0.0',
    now() - interval '90 days', now() - (i % 200) * interval '1 second', 'key_01m8' || lpad(to_hex(i), 22, '0'),
    now() - interval '90 days'
  FROM generate_series($2::int, $3::int) AS i`;

const KEY_COUNTS = `
  INSERT INTO key_count (organization_id, keys, revoked)
  SELECT organization_id, count(*), count(revoked_at) FROM api_key GROUP BY organization_id
  ON CONFLICT (organization_id) DO UPDATE SET keys = excluded.keys, revoked = excluded.revoked`;

interface Size {
  readonly keys: number;
  readonly executors: number;
}

/** Fills the first organization of a PostgreSQL with keys, and with executors bound to the first of them. */
export async function fillDatabase(url: string, from: Size, to: Size): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>("SELECT id FROM organization ORDER BY created_at LIMIT 1");
    const organizationId = rows[0]?.id;
    await insert(client, KEYS, organizationId, from.keys, to.keys);
    await insert(client, EXECUTORS, organizationId, from.executors, to.executors);
    await client.query(KEY_COUNTS);
    // What autovacuum does in time, done now: statistics, and the map of pages that need no second look.
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
}

async function insert(
  client: pg.Client,
  statement: string,
  organizationId: string | undefined,
  from: number,
  to: number,
): Promise<void> {
  for (let first = from + 1; first <= to; first += AT_ONCE) {
    await client.query(statement, [organizationId, first, Math.min(to, first + AT_ONCE - 1)]);
  }
}
