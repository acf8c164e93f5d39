import pg from "pg";
import { idInSql } from "./ids.ts";

/** Rows a statement: large enough to be quick, small enough not to hold one transaction for minutes. */
const AT_ONCE = 100_000;

/** Members who create keys and own them. */
const PEOPLE = 20;

const USERS = `
  INSERT INTO "user" (id, name, email, email_verified, created_at, updated_at)
  SELECT ${idInSql("usr")}, 'Person ' || i, 'person-' || i || '@example.com', true, now(), now()
  FROM generate_series(0, ${PEOPLE - 1}) AS i`;

const MEMBERS = `
  INSERT INTO member (id, organization_id, user_id, role, created_at)
  SELECT ${idInSql("mem")}, $1, ${idInSql("usr")}, 'admin', now() FROM generate_series(0, ${PEOPLE - 1}) AS i`;

/** One organization's keys of every sort, the i-th made i seconds ago: one in ten revoked, some expired, most in use. */
const KEYS = `
  INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at, created_by_id,
    created_by_name, owner_id, expires_at, revoked_at, first_used_at)
  SELECT ${idInSql("key")}, $1, n.name, n.name, encode(sha256(('bench ' || i)::bytea), 'hex'),
    'exc_' || substr(md5(i::text), 1, 4), now() - i * interval '1 second', ${idInSql("usr", `(i % ${PEOPLE})`)},
    'Person ' || i % ${PEOPLE}, CASE WHEN i % 4 <> 0 THEN ${idInSql("mem", `(i % ${PEOPLE})`)} END,
    CASE WHEN i % 3 = 0 THEN NULL WHEN i % 20 = 1 THEN now() - interval '1 day' ELSE now() + (i % 700 + 1) * interval '1 day' END,
    CASE WHEN i % 10 = 0 THEN now() - interval '1 hour' END,
    CASE WHEN i % 50 <> 7 THEN now() - (i % 5000) * interval '1 second' END
  FROM generate_series($2::int, $3::int) AS i,
    LATERAL (SELECT (ARRAY['prod', 'stage', 'edge', 'build'])[i % 4 + 1] || '-' || i AS name) AS n`;

/** Three of each hundred keys have a label that no other has. */
const KEY_LABELS = `
  INSERT INTO key_label (key_id, organization_id, name, label)
  SELECT id, $1, name, name || '=' || value FROM (
    SELECT ${idInSql("key")} AS id, 'env' AS name, (ARRAY['prod', 'stage', 'dev'])[i % 3 + 1] AS value
      FROM generate_series($2::int, $3::int) AS i
    UNION ALL SELECT ${idInSql("key")}, 'team', 'team-' || i % 30 FROM generate_series($2::int, $3::int) AS i WHERE i % 2 = 0
    UNION ALL SELECT ${idInSql("key")}, 'rack', 'rack-' || i FROM generate_series($2::int, $3::int) AS i WHERE i % 33 = 0
  ) AS labels`;

const USES = `
  INSERT INTO key_last_use (key_id, organization_id, at)
  SELECT id, organization_id, first_used_at FROM api_key WHERE first_used_at IS NOT NULL`;

/** Executors, each bound to a key of its own, none seen for an hour, with its event of silence. */
const EXECUTORS = `
  INSERT INTO executor (id, organization_id, name, name_folded, kind, version, first_seen_at, last_seen_at, bound_key_id,
    bound_at, disconnected_at)
  SELECT ${idInSql("exe")}, $1, 'executor-' || i, 'executor-' || i, CASE WHEN i % 5 = 0 THEN 'operator' ELSE 'agent' END,
    '1.' || i % 7 || '.0',
    now() - interval '90 days', now() - interval '1 hour', ${idInSql("key")},
    now() - interval '90 days', now() - interval '59 minutes'
  FROM generate_series($2::int, $3::int) AS i`;

const EXECUTOR_LABELS = `
  INSERT INTO executor_label (executor_id, organization_id, name, label)
  SELECT id, $1, name, name || '=' || value FROM (
    SELECT ${idInSql("exe")} AS id, 'env' AS name, (ARRAY['prod', 'stage', 'dev'])[i % 3 + 1] AS value
      FROM generate_series($2::int, $3::int) AS i
    UNION ALL SELECT ${idInSql("exe")}, 'zone', 'zone-' || i % 40 FROM generate_series($2::int, $3::int) AS i
  ) AS labels`;

/** All but every hundredth. The time is half an hour ahead, so that the fleet stays online without any executor running. */
const HEAR_OF_EXECUTORS = `
  UPDATE executor SET last_seen_at = now() + interval '30 minutes', disconnected_at = NULL WHERE name NOT LIKE '%00'`;

const USE_THEIR_KEYS = `
  UPDATE key_last_use u SET at = e.last_seen_at - random() * interval '5 seconds' FROM executor e WHERE e.bound_key_id = u.key_id`;

const KEY_COUNTS = `
  INSERT INTO key_count (organization_id, keys, revoked)
  SELECT organization_id, count(*), count(revoked_at) FROM api_key GROUP BY organization_id
  ON CONFLICT (organization_id) DO UPDATE SET keys = excluded.keys, revoked = excluded.revoked`;

export interface Size {
  readonly keys: number;
  readonly executors: number;
}

/** Fills the first organization of a PostgreSQL with keys, and with executors bound to the first of them. */
export function fillDatabase(url: string, { keys, executors }: Size): Promise<void> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>("SELECT id FROM organization ORDER BY created_at LIMIT 1");
    const organizationId = rows[0]?.id;
    const { rows: indexes } = await client.query<{ indexname: string; indexdef: string }>(
      "SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE '%\\_search\\_idx'",
    );
    // Made once all are there, they cost a fraction of what they cost row by row.
    for (const { indexname } of indexes) await client.query(`DROP INDEX ${indexname}`);
    await client.query(USERS);
    await client.query(MEMBERS, [organizationId]);
    await insert(client, KEYS, organizationId, keys);
    await insert(client, KEY_LABELS, organizationId, keys);
    await client.query(USES);
    await insert(client, EXECUTORS, organizationId, executors);
    await insert(client, EXECUTOR_LABELS, organizationId, executors);
    for (const { indexdef } of indexes) await client.query(indexdef);
    await client.query(KEY_COUNTS);
  });
}

/** Whether a database was filled before, to its end. */
export function isFilled(url: string, { keys }: Size): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query("SELECT FROM key_count WHERE keys >= $1", [keys]);
    return rows.length > 0;
  });
}

/** Makes the fleet one that is online, and does now what autovacuum does in time: statistics, and the map of pages that need no second look. */
export function bringOnline(url: string): Promise<void> {
  return withClient(url, async (client) => {
    await client.query(HEAR_OF_EXECUTORS);
    await client.query(USE_THEIR_KEYS);
    await client.query("VACUUM ANALYZE");
  });
}

async function insert(
  client: pg.Client,
  statement: string,
  organizationId: string | undefined,
  count: number,
): Promise<void> {
  for (let first = 1; first <= count; first += AT_ONCE) {
    await client.query(statement, [organizationId, first, Math.min(count, first + AT_ONCE - 1)]);
  }
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
