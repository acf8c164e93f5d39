import { keyRevoked, originOf } from "../audit/audit-entries.ts";
import type { ApiKeyView, Effective } from "../contract/api-keys.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import { retryLostRaces } from "../executor/retry-lost-races.ts";
import type { Stores } from "../ports/data.ts";
import { LostRaceError } from "../ports/lost-race-error.ts";
import type { MemberRequest } from "../ports/services.ts";
import { changeCredentials, type Outdate } from "./change-credentials.ts";
import { presentKey } from "./present-key.ts";

/**
 * Revokes a key for good. When it returns, no server process accepts the key any more.
 * @throws Refusal `key_not_found`, or `key_revoked` when it was revoked before: then nothing changes.
 */
export async function revokeKey(
  { services, member, sourceAddress }: MemberRequest,
  id: string,
): Promise<{ key: ApiKeyView; effective: Effective }> {
  const organizationId = member.organization.id;

  const outdates = { keyIds: [id] };
  const revoke = async (stores: Stores, outdate: Outdate) => {
    const now = services.now();
    const found = await stores.apiKeys.find(organizationId, id);
    if (found === null) throw refuse("key_not_found");
    if (judgeRevocation(found) !== "allowed") {
      await outdate(outdates);
      return null;
    }
    // Together, since whoever revokes waits for each round trip to the database.
    const [isRevoked] = await Promise.all([
      stores.apiKeys.revoke(organizationId, id, now),
      stores.audit.append([keyRevoked(originOf(member, now, sourceAddress), found, "manual")]),
      outdate(outdates),
    ]);
    // Somebody else was first: the row of the log must not stay, and the next look tells how it came.
    if (!isRevoked) throw new LostRaceError();
    return presentKey({ ...found, revokedAt: now }, now);
  };
  const { result: key, effective } = await retryLostRaces(
    () => changeCredentials(services, revoke),
    () => refuse("unavailable"),
  );
  // Only now: "revoked already" promises as much as a yes, and the call that revoked it may still be waiting, or gone.
  if (key === null) throw refuse("key_revoked");
  return { key, effective };
}
