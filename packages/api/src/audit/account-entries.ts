import type { AuditAction, AuditEntry } from "../domain/audit-actions.ts";
import type { Stores } from "../ports/data.ts";
import type { UserRecord } from "../ports/user-store.ts";
import type { ChangeOrigin } from "./audit-entries.ts";

/** Somebody does something to their own account, from where, when. */
export interface AccountChange {
  readonly user: UserRecord;
  readonly at: Date;
  readonly sourceAddress: string | null;
}

/** What an account's row says beside that. The target is the user unless it is named. */
export interface AccountEntry {
  readonly action: AuditAction;
  readonly details: AuditEntry["details"];
  readonly target?: AuditEntry["target"];
}

/**
 * Writes down what concerns an account rather than one organization: a row in the log of each organization the user is a
 * member of, with the role held there. Always in the same order, so that two of them never wait for each other.
 */
export async function appendForUser(
  { organizations, audit }: Stores,
  { user, at, sourceAddress }: AccountChange,
  { action, details, target }: AccountEntry,
): Promise<void> {
  const memberships = await organizations.memberships(user.id);
  const byId = memberships.toSorted((a, b) => (a.organization.id < b.organization.id ? -1 : 1));
  for (const { organization, role } of byId) {
    const origin: ChangeOrigin = {
      organizationId: organization.id,
      actor: { kind: "user", id: user.id, name: user.name, email: user.email, role },
      at,
      sourceAddress,
    };
    await audit.append([
      { ...origin, action, details, target: target ?? { kind: "user", id: user.id, name: user.name } },
    ]);
  }
}
