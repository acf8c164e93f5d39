import type { Database } from "./database.ts";

/** What differs between the dialects once a database is open. */
export interface OpenDriver extends Pick<
  Database,
  "client" | "transact" | "readRaw" | "openReplicaLink" | "checkFiles" | "close"
> {
  /** Writes a row that means nothing, with so many bytes in it. */
  readonly writeProbe: (filler: string) => Promise<void>;
}
