import { judgeManagementKey } from "../domain/management-key-judgement.ts";
import { presentedManagementSecret } from "../domain/presented-secret.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";
import type { ManagementKeyCaller } from "../ports/session.ts";

/**
 * The management key in the `Authorization` header of a request; null when there is none. It is read from the database at each
 * call, with the role of the person who created it, unless the request was identified before: then it counts once.
 * @throws Refusal with the reason why the key is not accepted, `rate_limited` or `too_many_requests`.
 */
export async function identifyManagementKey({
  services,
  authorization,
  sourceAddress,
  receivedAt,
  identifiedKey,
}: Pick<
  RequestContext,
  "services" | "authorization" | "sourceAddress" | "receivedAt" | "identifiedKey"
>): Promise<ManagementKeyCaller | null> {
  if (identifiedKey !== undefined) return identifiedKey;
  const presented = presentedManagementSecret(authorization);
  if (presented.kind === "absent") return null;
  if (presented.kind === "malformed") throw refuse("management_key_malformed");
  const secretHash = services.secrets.hash(presented.secret);
  const found = await services.managementKeys.lookUp(secretHash, sourceAddress);
  if (found.kind === "rateLimited") throw refuse("rate_limited", { retryAfterMs: found.retryAfterMs });
  if (found.kind === "unknown") throw refuse("management_key_unknown");
  const { key } = found;
  const { id, name, scopes, cidrs, creator, membership } = key;
  const creatorRole = membership?.role ?? null;
  const isAddressAllowed = cidrs.length === 0 || services.managementKeys.isWithin(sourceAddress, cidrs);
  const verdict = judgeManagementKey({ ...key, creatorRole, isAddressAllowed }, receivedAt);
  if (verdict !== "accepted") throw refuse(verdict);
  if (creator === null || membership === null) throw refuse("management_key_orphaned");
  const retryAfterMs = await services.managementRequests.take(id);
  if (retryAfterMs !== null) throw refuse("too_many_requests", { retryAfterMs });
  services.managementKeys.used(id, receivedAt, sourceAddress);
  const by = { kind: "managementKey", id, name, secretHash, scopes } as const;
  return { id, scopes, member: { user: creator, organization: membership.organization, role: membership.role, by } };
}
