import { moveEnds, type StoredSuccessor } from "@excalibur/db";
import {
  ConcurrentChangeError,
  effectsOfMovedEnd,
  effectsOfUse,
  endOf,
  readPendingRenewal,
  writePendingRenewal,
  type ApiKeyRecord,
  type ApiKeyWrites,
  type LockedKey,
  type NewApiKey,
  type PendingSuccessor,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { findPolicyForShare } from "./policy-store.ts";

/** What renewals write of keys. */
export function createSuccessorWrites({
  client,
  dialect,
  effects,
}: ChangeScope): Pick<ApiKeyWrites, "takeIntoUse" | "giveUp" | "endWithRenewal"> {
  return {
    async takeIntoUse({ organizationId, id }, now) {
      const policy = await findPolicyForShare(client, dialect, organizationId);
      const { count } = await client.apiKey.updateMany({
        where: { id, organizationId, pendingFor: { not: null }, revokedAt: null },
        data: { pendingFor: null, retiresAt: null, renewedAt: now },
      });
      if (count !== 1) throw new ConcurrentChangeError();
      await moveEnds(client, dialect, { organizationId, ids: [id], policy, now });
      effects.add(...effectsOfUse(organizationId, id));
    },

    async giveUp(organizationId, id) {
      const { count } = await client.apiKey.updateMany({ where: { id, organizationId }, data: { pendingFor: null } });
      if (count !== 1) throw new ConcurrentChangeError();
    },

    async endWithRenewal({ organizationId, id, issuedExpiresAt, expiresAt: endsAt, pendingSuccessors }, end) {
      if (end === "whenMoved") {
        await client.apiKey.updateMany({ where: { id, organizationId }, data: { retiresWhenMoved: true } });
        return effects.add(...effectsOfMovedEnd(organizationId, id));
      }
      const { retiresAt } = end;
      const { expiresAt, endsEarly } = endOf({ issuedExpiresAt, bounds: [endsAt, retiresAt] });
      const data = { retiresAt, issuedExpiresAt, endsEarly, expiresAt };
      await client.apiKey.updateMany({ where: { id, organizationId }, data });
      effects.add(...effectsOfMovedEnd(organizationId, id));
      for (const successor of pendingSuccessors) {
        if (successor.expiresAt !== null && successor.expiresAt <= retiresAt) continue;
        const earlier = { retiresAt, endsEarly: true, expiresAt: retiresAt };
        await client.apiKey.updateMany({ where: { id: successor.id, organizationId }, data: earlier });
        effects.add(...effectsOfMovedEnd(organizationId, successor.id));
      }
    },
  };
}

/** What the row of a successor holds besides that of any other key. */
export function pendingColumns(pending: NewApiKey["pending"]) {
  return pending === undefined ? {} : { pendingFor: writePendingRenewal(pending), retiresAt: pending.until };
}

/** A key that is locked, with those of some successors that are its own. */
export function lockedKey(key: ApiKeyRecord, successors: readonly StoredSuccessor[]): LockedKey {
  const pendingSuccessors = successors.filter(({ replacesKeyId }) => replacesKeyId === key.id).map(toPending);
  return { ...key, pendingSuccessors } as unknown as LockedKey;
}

function toPending({ id, name, pendingFor, createdAt, expiresAt }: StoredSuccessor): PendingSuccessor {
  const { executorName } = readPendingRenewal(pendingFor);
  return { id, name, executorName, createdAt, revokedAt: null, expiresAt };
}
