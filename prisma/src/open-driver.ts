import type { DatabaseClient, RawRead, RawValue } from "./database.ts";

/** What differs between the dialects once a database is open. */
export interface OpenDriver {
  readonly client: DatabaseClient;
  readRaw(read: RawRead, parameters: readonly RawValue[]): Promise<Record<string, RawValue>[]>;
  close(): Promise<void>;
}
