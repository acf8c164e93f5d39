import type { ExecutorEvent, ExecutorEventType } from "../domain/executor-events.ts";
import type { PageCursor } from "../domain/page-cursor.ts";
import type { ApiKeyStore } from "./api-key-store.ts";
import type { AuditStore } from "./audit-store.ts";
import type { ExecutorStore, SilentExecutor } from "./executor-store.ts";
import type { InvitationStore } from "./invitation-store.ts";
import type { MemberStore } from "./member-store.ts";
import type { OrganizationStore } from "./organization-store.ts";
import type { UserStore } from "./user-store.ts";

export interface EventPageQuery {
  readonly organizationId: string;
  readonly executorId: string | null;
  readonly type: ExecutorEventType | null;
  readonly level: ExecutorEvent["level"] | null;
  readonly after: PageCursor | null;
  readonly limit: number;
}

export interface EventRecord extends ExecutorEvent {
  readonly id: string;
}

export interface EventStore {
  append(event: ExecutorEvent): Promise<EventRecord>;
  /** The newest first; at most `limit` rows after the cursor. */
  page(query: EventPageQuery): Promise<EventRecord[]>;
}

export interface Stores {
  readonly apiKeys: ApiKeyStore;
  readonly executors: ExecutorStore;
  readonly organizations: OrganizationStore;
  readonly members: MemberStore;
  readonly invitations: InvitationStore;
  readonly users: UserStore;
  readonly audit: AuditStore;
  readonly events: EventStore;
}

/** The data as committed, and the one way to change it: all of a piece or not at all. */
export interface Data extends Stores {
  /** Whether this installation has had its first owner. */
  isSetUp(): Promise<boolean>;
  /** Executors of every organization that were last seen at `cutoff` or before, and whose silence is not noted yet. */
  findSilentExecutors(cutoff: Date, limit: number): Promise<SilentExecutor[]>;
  /** Runs work in one transaction. It may run more than once (after a deadlock), so it must have no effect but on the stores. */
  transact<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
}
