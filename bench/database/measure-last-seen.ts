import { openDatabase, writeLastSeen } from "@excalibur/db";
import pg from "pg";
import { median } from "../median.ts";
import { idOf } from "./ids.ts";

/** Each row is written at most once in 5 s. */
const SHARES = 5;
const SECONDS = 30;
const AHEAD_MS = 60 * 60 * 1_000;

interface Tables {
  readonly updated: number;
  readonly hotShare: number;
  readonly megabytes: number;
}

/**
 * Half a minute of a fleet that syncs every 5 s, one key each: what its "last seen" costs PostgreSQL.
 * @returns a sentence or two.
 */
export async function measureLastSeen(url: string, executors: number): Promise<string> {
  const database = await openDatabase({ url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("VACUUM ANALYZE");
  const before = await readTables(client);
  const times: number[] = [];
  let statements = 0;
  const stopCounting = database.onQuery(() => (statements += 1));
  for (let second = 0; second < SECONDS; second++) {
    const startedAt = performance.now();
    // Later than anything that is there; and spread over the second, as syncs are.
    const fromMs = Date.now() + AHEAD_MS;
    const numbers = Array.from({ length: executors / SHARES }, (_, index) => index * SHARES + (second % SHARES) + 1);
    const rows = (prefix: "exe" | "key") =>
      numbers.map((i) => ({ id: idOf(prefix, i), at: new Date(fromMs + (i % 1_000)), instanceId: null }));
    await writeLastSeen(database, { executors: rows("exe"), keys: rows("key") });
    times.push(performance.now() - startedAt);
    // As the server does it: once a second.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1_000 - (performance.now() - startedAt))));
  }
  stopCounting();
  // PostgreSQL's own counters come a moment later.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const after = await readTables(client);
  await client.end();
  await database.close();
  return (
    `Last seen of ${executors.toLocaleString("en")} executors and as many keys, every 5 s for ${SECONDS} s: ` +
    `${(statements / SECONDS).toFixed(1)} statements a second, ${Math.round(median(times))} ms a second for ` +
    `${Math.round((after.updated - before.updated) / SECONDS).toLocaleString("en")} rows; ${after.hotShare.toFixed(1)} % of the ` +
    `executors' were HOT. The tables with their indexes grew from ${before.megabytes} to ${after.megabytes} MB.`
  );
}

async function readTables(client: pg.Client): Promise<Tables> {
  const { rows } = await client.query<Tables>(
    `SELECT sum(n_tup_upd)::int AS updated, (sum(pg_total_relation_size(relid)) / 1048576)::int AS megabytes,
       (100.0 * sum(n_tup_hot_upd) FILTER (WHERE relname = 'executor')
         / greatest(sum(n_tup_upd) FILTER (WHERE relname = 'executor'), 1))::float8 AS "hotShare"
     FROM pg_stat_user_tables WHERE relname IN ('key_last_use', 'executor')`,
  );
  return rows[0] ?? { updated: 0, hotShare: 0, megabytes: 0 };
}
