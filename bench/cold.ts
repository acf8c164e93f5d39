import { hash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatSecret } from "@excalibur/api/server";
import pg from "pg";
import { startDatabase } from "./database/start-database.ts";
import { measureThroughput, type Load, type Throughput } from "./load/closed-loop.ts";
import { wireRequest } from "./load/wire-connection.ts";
import { presentRates } from "./present-rates.ts";
import type { Section } from "./report.ts";
import { startBetterAuth, startExcalibur, type Running } from "./servers.ts";

/** Each of their keys is read again at every call, so a few do. */
const PEER_KEYS = 200;

/**
 * Keys that the server has never seen, each presented once by the executor it is bound to, as after a restart; beside
 * better-auth on the same PostgreSQL, which reads and writes at every call.
 */
export async function benchCold(rounds: number, keys: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const database = await startDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("CREATE DATABASE better_auth");
  const peerUrl = new URL(database.url);
  peerUrl.pathname = "/better_auth";

  const excalibur = await startExcalibur({ folder, databaseUrl: database.url });
  const peer = await startBetterAuth(peerUrl.href, PEER_KEYS);
  const secrets = await addBoundKeys(client, (rounds + 1) * keys);
  const ours = coldLoad(excalibur, secrets);
  const theirs = peerLoad(peer);
  const rates = new Map<string, Throughput[]>([
    ["better-auth verify, PostgreSQL", []],
    ["`POST /v1/sync`, key never seen, PostgreSQL", []],
  ]);
  const [peerRates = [], ourRates = []] = rates.values();
  for (let round = 0; round <= rounds; round++) {
    await client.query("UPDATE executor SET last_seen_at = now() AT TIME ZONE 'UTC'");
    const our = await measureThroughput(ours, { requests: keys });
    const their = await measureThroughput(theirs, { requests: Math.ceil(keys / 4) });
    // The first round is for both to compile.
    if (round === 0) continue;
    ourRates.push(our);
    peerRates.push(their);
  }
  await Promise.all([excalibur.stop(), peer.stop()]);
  await client.end();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
  return presentRates("cold", `Cold: ${rounds} rounds of ${keys.toLocaleString("en")} keys, 32 connections.`, rates);
}

/** Keys, each with the executor that is bound to it. @returns their secrets. */
async function addBoundKeys(client: pg.Client, count: number): Promise<string[]> {
  const secrets = Array.from({ length: count }, (_, index) => formatSecret(hash("sha256", `cold ${index}`, "buffer")));
  await client.query(
    `WITH wanted AS (SELECT * FROM unnest($1::text[]) WITH ORDINALITY AS w(hash, i)), organization AS (SELECT id FROM organization LIMIT 1), keys AS (
       INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at)
       SELECT 'key_cold' || i, o.id, 'cold', 'cold', hash, 'exc_', now() FROM wanted, organization o RETURNING id)
     INSERT INTO executor (id, organization_id, name, name_folded, kind, version, first_seen_at, last_seen_at, bound_key_id, bound_at)
     SELECT 'exe_cold' || i, o.id, 'cold-' || i, 'cold-' || i, 'agent', '1.0.0', now(), now(), 'key_cold' || i, now()
     FROM wanted, organization o`,
    [secrets.map((secret) => hash("sha256", secret, "hex"))],
  );
  await client.query("VACUUM ANALYZE");
  return secrets;
}

/** Every key once. */
function coldLoad({ url, pid }: Running, secrets: readonly string[]): Load {
  let next = 0;
  const nextRequest = () => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${secrets[next++]}` };
    return wireRequest(
      `${url}/v1/sync`,
      headers,
      JSON.stringify({ name: `cold-${next}`, kind: "agent", version: "1.0.0" }),
    );
  };
  return { url, pid, nextRequest };
}

function peerLoad({ url, pid, secrets }: Running & { secrets: readonly string[] }): Load {
  const headers = { "content-type": "application/json" };
  const requests = secrets.map((key) => wireRequest(`${url}/`, headers, JSON.stringify({ key })));
  let next = 0;
  return { url, pid, nextRequest: () => requests[next++ % requests.length] as Buffer };
}
