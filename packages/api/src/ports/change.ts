import type { RevocationReceipt } from "../contract/api-keys.ts";
import type { AuditEntry } from "../domain/audit-actions.ts";
import type { ApiKeyWrites } from "./api-key-store.ts";
import type { ClaimedRequest } from "./claimed-request.ts";
import type { ChannelWrites } from "./channel-store.ts";
import type { CodeWrites } from "./code-store.ts";
import type { EventWrites } from "./event-store.ts";
import type { LockOutWrites } from "./lock-out-store.ts";
import type { ExecutorWrites } from "./executor-store.ts";
import type { InvitationWrites } from "./invitation-store.ts";
import type { LoginWrites } from "./login-store.ts";
import type { ManagementKeyWrites } from "./management-key-store.ts";
import type { MemberWrites } from "./member-store.ts";
import type { NotificationWrites } from "./notification-store.ts";
import type { OrganizationWrites } from "./organization-store.ts";
import type { PolicyWrites } from "./policy-store.ts";
import type { UserWrites } from "./user-store.ts";
import type { WitnessWrites } from "./witness-store.ts";

/**
 * One unit of work: what it reads, writes and causes is committed together or not at all. Its methods name what they cause
 * (audit rows, invalidations, live messages) themselves, so that a use case can't forget it.
 */
export interface Change {
  /** When the change happens. */
  readonly now: Date;
  readonly apiKeys: ApiKeyWrites;
  readonly managementKeys: ManagementKeyWrites;
  readonly logins: LoginWrites;
  readonly codes: CodeWrites;
  readonly lockOuts: LockOutWrites;
  readonly executors: ExecutorWrites;
  readonly organizations: OrganizationWrites;
  readonly policies: PolicyWrites;
  readonly members: MemberWrites;
  readonly invitations: InvitationWrites;
  readonly users: UserWrites;
  readonly witnesses: WitnessWrites;
  readonly events: EventWrites;
  readonly channels: ChannelWrites;
  readonly notifications: NotificationWrites;
  /**
   * Notes that the change does what a request asked for, so that no other change does it again.
   * @throws RequestClaimedError when one has.
   */
  claimRequest(request: ClaimedRequest): Promise<void>;
  /** Appends rows to the audit logs of the organizations they name, in this order, as the change is committed. */
  record(...entries: readonly AuditEntry[]): void;
  /** Makes every server process forget keys, all of an organization's or some, before the change returns. */
  invalidate(organizationId: string, keyIds: readonly string[] | "all"): void;
}

/** A change that is committed and in force. */
export interface Committed<Result> {
  readonly result: Result;
  /** How the change was enforced. A change that invalidates nothing is enforced at once. */
  readonly receipt: RevocationReceipt;
}

/**
 * Runs work in one transaction, which is rolled back when the work throws. It may run more than once (after a deadlock), so
 * it must have no effect but on the change. Resolves when no server process uses the earlier data.
 */
export type RunChange = <Result>(
  work: (tx: Change) => Promise<Result>,
  options?: ChangeOptions,
) => Promise<Committed<Result>>;

export interface ChangeOptions {
  /** Milliseconds that its transaction may take; for a change of very many rows that can't be made in parts. */
  readonly timeoutMs?: number;
}
