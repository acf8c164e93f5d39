import type { Database } from "./database.ts";

/** What differs between the dialects once a database is open. */
export type OpenDriver = Pick<Database, "client" | "transact" | "readRaw" | "openReplicaLink" | "close">;
