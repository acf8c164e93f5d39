import type { Database } from "../database.ts";
import { READ_REPLICAS } from "./lease-statements.ts";
import type { KnownReplica } from "./replica-link.ts";

const READ = { name: "excalibur_replicas", sql: { sqlite: "SELECT NULL WHERE false", postgresql: READ_REPLICAS } };

/** Every server process that has a lease, or had one and did not give it up. */
export async function readReplicas(database: Database): Promise<KnownReplica[]> {
  const rows = await database.readRaw(READ, []);
  return rows.map((row) => ({
    id: row["id"] as string,
    acknowledged: row["acknowledged"] as number,
    renewal: row["renewal"] as number,
  }));
}
