import { moveEnds } from "@excalibur/db";
import { effectsOfMovedEnd, endOf, type ApiKeyWrites } from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { findPolicyForShare } from "./policy-store.ts";

/** What moves the instant at which a key ends by itself. */
export function createKeyEndWrites({
  client,
  dialect,
  effects,
}: ChangeScope): Pick<ApiKeyWrites, "retire" | "warnUnused" | "noteUse"> {
  return {
    async retire({ organizationId, id, issuedExpiresAt, expiresAt: endsAt }, { replacedByKeyId, retiresAt }) {
      const { expiresAt, endsEarly } = endOf({ issuedExpiresAt, bounds: [endsAt, retiresAt] });
      const { count } = await client.apiKey.updateMany({
        where: { id, organizationId, revokedAt: null, replacedByKeyId: null },
        data: {
          replacedByKeyId,
          retiresAt,
          retiresWhenMoved: retiresAt === null,
          issuedExpiresAt,
          endsEarly,
          expiresAt,
        },
      });
      if (count !== 1) throw new TypeError("Only a key without a successor can be retired");
      effects.add(...effectsOfMovedEnd(organizationId, id));
    },

    async warnUnused({ organizationId, id, issuedExpiresAt, expiresAt: endsAt }, unusedEndsAt) {
      const end = endOf({ issuedExpiresAt, bounds: [endsAt, unusedEndsAt] });
      const { count } = await client.apiKey.updateMany({
        where: { id, organizationId, revokedAt: null, unusedEndsAt: null },
        data: { unusedEndsAt, issuedExpiresAt, ...end },
      });
      if (count !== 1) throw new TypeError("Only a key that is not warned about can be");
      effects.add(...effectsOfMovedEnd(organizationId, id));
    },

    async noteUse(organizationId, id, now) {
      const policy = await findPolicyForShare(client, dialect, organizationId);
      const { count } = await client.apiKey.updateMany({
        where: { id, organizationId, revokedAt: null, unusedEndsAt: { gt: now } },
        data: { unusedEndsAt: null },
      });
      if (count === 0) return;
      await moveEnds(client, dialect, { organizationId, ids: [id], policy, now });
      effects.add(...effectsOfMovedEnd(organizationId, id));
    },
  };
}
