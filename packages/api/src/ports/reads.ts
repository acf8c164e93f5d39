import type { AuditRecord } from "../domain/audit-chain.ts";
import type { RemindedKey } from "../domain/notifications/key-reminders.ts";
import type { Role } from "../domain/permission-policy.ts";
import type { ActivityReads } from "./activity-store.ts";
import type { ApiKeyReads } from "./api-key-store.ts";
import type { AuditRangeQuery, AuditReads } from "./audit-store.ts";
import type { ChannelReads } from "./channel-store.ts";
import type { CodeReads } from "./code-store.ts";
import type { EventReads } from "./event-store.ts";
import type { ExecutorReads, RecalledExecutor, SilentExecutor } from "./executor-store.ts";
import type { InvitationReads } from "./invitation-store.ts";
import type { LoginReads } from "./login-store.ts";
import type { LockOutReads } from "./lock-out-store.ts";
import type { ManagementKeyReads } from "./management-key-store.ts";
import type { MemberReads } from "./member-store.ts";
import type { NotificationReads } from "./notification-store.ts";
import type { OrganizationReads } from "./organization-store.ts";
import type { OverviewStore } from "./overview-store.ts";
import type { PolicyReads } from "./policy-store.ts";
import type { WitnessReads } from "./witness-store.ts";
import type { UserReads } from "./user-store.ts";

/** The data as committed. It has no method that writes: `change` does that. */
export interface Reads {
  readonly apiKeys: ApiKeyReads;
  readonly activity: ActivityReads;
  readonly managementKeys: ManagementKeyReads;
  readonly logins: LoginReads;
  readonly codes: CodeReads;
  readonly lockOuts: LockOutReads;
  readonly executors: ExecutorReads;
  readonly organizations: OrganizationReads;
  readonly policies: PolicyReads;
  readonly members: MemberReads;
  readonly invitations: InvitationReads;
  readonly users: UserReads;
  readonly audit: AuditReads;
  readonly events: EventReads;
  readonly witnesses: WitnessReads;
  readonly overview: OverviewStore;
  readonly channels: ChannelReads;
  readonly notifications: NotificationReads;
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
  /** Ids of the organizations whose policy ends unused keys. */
  organizationsWithUnusedDays(): Promise<string[]>;
  /** Ids of the organizations that are told of the ends of their keys. */
  organizationsToRemind(): Promise<string[]>;
  /** Ids of organizations that are told of a broken audit log, and whose log was not checked after an instant. */
  organizationsToCheck(before: Date): Promise<string[]>;
  /** Keys whose end may have to be told, in the order of their ids, past any transaction. */
  endingKeys(query: EndingKeys): Promise<EndingKeyFacts[]>;
  /** Ids of keys that ended up to an instant, are presented since another one, and of which that was not told. */
  presentedKeys(query: {
    organizationId: string;
    endedUntil: Date;
    refusedSince: Date;
    threshold: number;
    limit: number;
  }): Promise<string[]>;
  /** Keys of every organization whose time had come at `now` because they were rotated or unused, and that are not revoked yet. */
  findRetiredKeys(now: Date, limit: number): Promise<{ id: string; organizationId: string }[]>;
  /**
   * Executors of every organization that were last seen at `cutoff` or before, and whose silence is not noted yet; without
   * those that were refused after `refusedAfter`, since they are not silent.
   */
  findSilentExecutors(cutoff: Date, refusedAfter: Date, limit: number): Promise<SilentExecutor[]>;
}

/** What decides whether the end of a key is told, as it was when it was read. */
export interface EndingKeyFacts extends Pick<RemindedKey, "createdAt" | "expiresAt" | "lastUsedAt" | "executors"> {
  readonly id: string;
  /** Executors that say that they can't renew it. */
  readonly blocked: number;
}

/** Keys of one organization whose end lies in a stretch of time, and that were used since an instant. */
export interface EndingKeys {
  readonly organizationId: string;
  readonly endsAfter: Date;
  readonly endsUntil: Date;
  readonly usedSince: Date;
  /** Not those of which this was told. */
  readonly threshold: number;
  readonly afterId: string;
  readonly limit: number;
}
