import type { Database } from "../connections/database.ts";
import { integer, RowSchema, text } from "../mappers/row-schema.ts";
import type { KnownReplica } from "./replica-link.ts";

const REPLICA_ROW = new RowSchema({
  id: text("id"),
  acknowledged: integer("acknowledged::float8"),
  renewal: integer("renewal::float8"),
});

const READ = {
  name: "excalibur_replicas",
  sql: {
    sqlite: "SELECT NULL WHERE false",
    postgresql: `SELECT ${REPLICA_ROW.select("postgresql")} FROM replica`,
  },
};

/** Every server process that has a lease, or had one and did not give it up. */
export async function readReplicas(database: Database): Promise<KnownReplica[]> {
  const rows = await database.readRaw(READ, []);
  return rows.map((row) => REPLICA_ROW.read(row));
}
