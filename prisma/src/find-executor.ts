import type { Database, RawRead, RawValue } from "./database.ts";
import { GatheredReads } from "./gathered-reads.ts";
import { arrayLiteral, epochMs, instant } from "./raw-values.ts";

/** What the database knows of an executor when it comes to a server that has not heard it yet. */
export interface StoredExecutor {
  readonly id: string;
  readonly kind: string;
  readonly version: string;
  readonly host: string | null;
  readonly instanceId: string | null;
  /** JSON text */
  readonly capabilities: string | null;
  readonly boundKeyId: string | null;
  readonly lastSeenAt: Date;
  readonly disconnectedAt: Date | null;
}

interface Place {
  readonly organizationId: string;
  readonly name: string;
}

const COLUMNS =
  "e.organization_id, e.name, e.id, e.kind, e.version, e.host, e.instance_id, e.capabilities, e.bound_key_id";

const FIND_EXECUTOR = {
  name: "excalibur_find_executor",
  sql: {
    sqlite: `
      SELECT ${COLUMNS}, e.last_seen_at, e.disconnected_at
      FROM executor e WHERE e.organization_id = ? AND e.name = ?`,
    postgresql: `
      SELECT ${COLUMNS}, ${epochMs("e.last_seen_at")}, ${epochMs("e.disconnected_at")}
      FROM unnest($1::text[], $2::text[]) AS wanted(organization_id, name)
      JOIN executor e ON e.organization_id = wanted.organization_id AND e.name = wanted.name`,
  },
} as const satisfies RawRead;

const gathered = new WeakMap<Database, GatheredReads<Place, StoredExecutor>>();

/** An executor by its name; `null` when there is none. As cheap as `findCredential`, and for the same moments. */
export async function findExecutor(database: Database, place: Place): Promise<StoredExecutor | null> {
  if (database.dialect === "postgresql") return gatheredReads(database).find(place);
  const [row] = await database.readRaw(FIND_EXECUTOR, [place.organizationId, place.name]);
  return row === undefined ? null : toExecutor(row);
}

function gatheredReads(database: Database): GatheredReads<Place, StoredExecutor> {
  const known = gathered.get(database);
  if (known !== undefined) return known;
  const reads = new GatheredReads<Place, StoredExecutor>(async (places) => {
    const organizations = arrayLiteral(places.map(({ organizationId }) => organizationId));
    const names = arrayLiteral(places.map(({ name }) => name));
    const rows = await database.readRaw(FIND_EXECUTOR, [organizations, names]);
    const byPlace = new Map(rows.map((row) => [`${String(row["organization_id"])} ${String(row["name"])}`, row]));
    return places.map(({ organizationId, name }) => {
      const row = byPlace.get(`${organizationId} ${name}`);
      return row === undefined ? null : toExecutor(row);
    });
  });
  gathered.set(database, reads);
  return reads;
}

function toExecutor(row: Record<string, RawValue>): StoredExecutor {
  return {
    id: row["id"] as string,
    kind: row["kind"] as string,
    version: row["version"] as string,
    host: row["host"] as string | null,
    instanceId: row["instance_id"] as string | null,
    capabilities: row["capabilities"] as string | null,
    boundKeyId: row["bound_key_id"] as string | null,
    lastSeenAt: instant(row["last_seen_at"]) ?? new Date(0),
    disconnectedAt: instant(row["disconnected_at"]),
  };
}
