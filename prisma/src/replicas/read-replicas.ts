import type { Database } from "../database.ts";
import { READ_REPLICAS } from "./lease-statements.ts";

/** A server process as the database knows it. */
export interface KnownReplica {
  readonly id: string;
  /** It has applied every invalidation up to this one, and perhaps later ones. */
  readonly acknowledged: number;
  /** Its lease has been over for so long that nobody has to wait for it. */
  readonly isGone: boolean;
}

const READ = { name: "excalibur_replicas", sql: { sqlite: "SELECT NULL WHERE false", postgresql: READ_REPLICAS } };

/** Every server process that has or had a lease. @param goneAfterMs milliseconds a lease has to be over to be gone. */
export async function readReplicas(database: Database, goneAfterMs: number): Promise<KnownReplica[]> {
  const rows = await database.readRaw(READ, [goneAfterMs]);
  return rows.map((row) => ({
    id: row["id"] as string,
    acknowledged: row["acknowledged"] as number,
    isGone: row["is_gone"] as boolean,
  }));
}
