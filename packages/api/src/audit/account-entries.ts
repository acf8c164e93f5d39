import type { AuditAction, AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";
import type { Change } from "../ports/change.ts";
import type { UserRecord } from "../ports/user-store.ts";

/** A user's change of their own account: from which address, when. */
export interface AccountChange {
  readonly user: UserRecord;
  readonly at: Date;
  readonly sourceAddress: string | null;
}

/** The other fields of an account's row. The target is the user unless it is named. */
export interface AccountEntry {
  readonly action: AuditAction;
  readonly details: AuditEntry["details"];
  readonly target?: AuditEntry["target"];
}

/**
 * Records what concerns an account rather than one organization: a row in the log of each organization the user is a
 * member of, with the role held there.
 */
export async function recordForUser(
  tx: Change,
  { user, at, sourceAddress }: AccountChange,
  { action, details, target }: AccountEntry,
): Promise<void> {
  for (const { organization, role } of await tx.organizations.memberships(user.id)) {
    const origin: ChangeOrigin = {
      organizationId: organization.id,
      actor: { kind: "user", id: user.id, name: user.name, email: user.email, role },
      at,
      sourceAddress,
    };
    tx.record({ ...origin, action, details, target: target ?? { kind: "user", id: user.id, name: user.name } });
  }
}
