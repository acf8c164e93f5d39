import type { AuditRecord } from "../domain/audit-chain.ts";
import type { Role } from "../domain/permission-policy.ts";
import type { ApiKeyStore } from "./api-key-store.ts";
import type { AuditRangeQuery, AuditStore } from "./audit-store.ts";
import type { EventStore } from "./event-store.ts";
import type { InvalidationStore } from "./credentials.ts";
import type { ExecutorStore, RecalledExecutor, SilentExecutor } from "./executor-store.ts";
import type { InvitationStore } from "./invitation-store.ts";
import type { MemberStore } from "./member-store.ts";
import type { OrganizationStore } from "./organization-store.ts";
import type { OverviewStore } from "./overview-store.ts";
import type { UserStore } from "./user-store.ts";

export interface Stores {
  readonly apiKeys: ApiKeyStore;
  readonly executors: ExecutorStore;
  readonly organizations: OrganizationStore;
  readonly members: MemberStore;
  readonly invitations: InvitationStore;
  readonly users: UserStore;
  readonly audit: AuditStore;
  readonly events: EventStore;
  readonly invalidations: InvalidationStore;
}

/** The data as committed, and the one way to change it: all of a piece or not at all. */
export interface Data extends Stores {
  readonly overview: OverviewStore;
  /** Whether this installation has had its first owner. */
  isSetUp(): Promise<boolean>;
  /** An executor as its row is, past any transaction: for a sync that has probably nothing to write. */
  recallExecutor(organizationId: string, name: string): Promise<RecalledExecutor | null>;
  /** Rows of an audit log in the order of their numbers: for going through a log of any length, past any transaction. */
  auditRange(query: AuditRangeQuery): Promise<AuditRecord[]>;
  /** Every row in the order of its number, at most `limit` with numbers above `after`; null: from the very first. For the same. */
  auditChain(organizationId: string, after: number | null, limit: number): Promise<AuditRecord[]>;
  /** The role behind a session in an organization, past any transaction; null when session or membership is over. */
  sessionRole(sessionId: string, organizationId: string, now: Date): Promise<Role | null>;
  /** Executors of every organization that were last seen at `cutoff` or before, and whose silence is not noted yet. */
  findSilentExecutors(cutoff: Date, limit: number): Promise<SilentExecutor[]>;
  /** Runs work in one transaction. It may run more than once (after a deadlock), so it must have no effect but on the stores. */
  transact<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
}
