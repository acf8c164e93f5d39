import type { AuditEntry } from "../domain/audit-actions.ts";
import type { ExecutorEvent } from "../domain/executor-events.ts";
import type { ApiKeyStore } from "./api-key-store.ts";
import type { ExecutorStore } from "./executor-store.ts";
import type { OrganizationStore } from "./organization-store.ts";

/** Appends to the hash chains. Call it last in a transaction: it locks the organization's chain until the end. */
export interface AuditStore {
  append(entries: readonly AuditEntry[]): Promise<void>;
}

export interface EventStore {
  append(event: ExecutorEvent): Promise<void>;
}

export interface Stores {
  readonly apiKeys: ApiKeyStore;
  readonly executors: ExecutorStore;
  readonly organizations: OrganizationStore;
  readonly audit: AuditStore;
  readonly events: EventStore;
}

/** The data as committed, and the one way to change it: all of a piece or not at all. */
export interface Data extends Stores {
  /** Runs work in one transaction. It may run more than once (after a deadlock), so it must have no effect but on the stores. */
  transact<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
}
