import { moveEnds } from "@excalibur/db";
import {
  changesExemption,
  effectsOfMovedEnd,
  type ChangedKey,
  type ChangeOrigin,
  type LockedKey,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { findPolicyForShare, forgetWarnings } from "./policy-store.ts";

/**
 * Moves the ends of keys that a change of their labels exempts from the policy, or exempts no more. Every server process judges by
 * them before the change returns.
 */
export async function moveEndsOfRelabelled(
  { client, dialect, effects }: ChangeScope,
  changes: readonly { key: LockedKey; changed: ChangedKey }[],
  { organizationId, at: now }: Pick<ChangeOrigin, "organizationId" | "at">,
): Promise<void> {
  const relabelled = changes.flatMap(({ key, changed: { labels } }) => (labels === undefined ? [] : { key, labels }));
  if (relabelled.length === 0) return;
  const policy = await findPolicyForShare(client, dialect, organizationId);
  const moved = relabelled.filter(({ key, labels }) => changesExemption(key.labels, labels, policy));
  if (moved.length === 0) return;
  const ids = moved.map(({ key }) => key.id);
  await forgetWarnings(client, organizationId, now, { id: { in: ids } });
  await moveEnds(client, dialect, { organizationId, policy, now, ids });
  for (const { key } of moved) effects.add(...effectsOfMovedEnd(organizationId, key.id));
}
