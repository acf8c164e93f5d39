import {
  writeChange,
  type ChangeRows,
  type DatabaseTransaction,
  type Dialect,
  type KeyCountChange,
} from "@excalibur/db";
import type { InvalidationScope } from "@excalibur/api/server";
import { writeScope } from "../replicas/invalidation-scope.ts";
import type { Invalidation } from "../replicas/replication.ts";
import { storedDraft } from "../notifications/outbox/stored-draft.ts";
import type { AuditHeads } from "./audit-heads.ts";
import type { chainAuditRows } from "./chain-audit-rows.ts";
import type { EffectOf, PendingEffects } from "./pending-effects.ts";

interface Options {
  readonly client: DatabaseTransaction;
  readonly dialect: Dialect;
  readonly heads: AuditHeads;
  readonly chainAuditRows: typeof chainAuditRows;
}

/**
 * Writes, as the last thing of a change's transaction, every effect that is a row.
 * @returns the invalidation as it was recorded; null when the change invalidates nothing.
 * @throws TypeError when a row was not written: the change must not be committed then.
 */
export async function writeEffects(
  effects: PendingEffects,
  scope: InvalidationScope | null,
  { client, dialect, heads, chainAuditRows: chain }: Options,
): Promise<Invalidation | null> {
  const entries = effects.take("record").map(({ entry }) => entry);
  const rows: ChangeRows = {
    revocations: effects.take("revokeKey"),
    keyCounts: sumsOf(effects.take("countKeys")),
    auditRows: await chain(entries, heads),
    drafts: effects.take("tell").map(({ draft }) => storedDraft(draft)),
    invalidation: scope === null ? null : writeScope(scope),
  };
  const written = await writeChange(client, dialect, rows);
  const organizations = new Set(entries.map(({ organizationId }) => organizationId));
  requireAll("revocations", rows.revocations.length, written.revocations);
  requireAll("numbers of keys", rows.keyCounts.length, written.keyCounts);
  requireAll("audit rows", entries.length, written.auditRows);
  requireAll("heads of audit logs", organizations.size, written.auditHeads);
  if (scope === null) return null;
  // One server process needs no number.
  if (dialect === "postgresql") requireAll("invalidations", 1, Math.sign(written.invalidation));
  return { scope, number: written.invalidation };
}

function requireAll(what: string, expected: number, written: number): void {
  if (written !== expected) throw new TypeError(`${written} of ${expected} ${what} of a change were written`);
}

function sumsOf(changes: readonly EffectOf<"countKeys">[]): KeyCountChange[] {
  const sums = new Map<string, KeyCountChange>();
  for (const { organizationId, keys, revoked } of changes) {
    const sum = sums.get(organizationId) ?? { organizationId, keys: 0, revoked: 0 };
    sums.set(organizationId, { organizationId, keys: sum.keys + keys, revoked: sum.revoked + revoked });
  }
  return [...sums.values()];
}
