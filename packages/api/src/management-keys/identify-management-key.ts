import { judgeManagementKey } from "../domain/management-key-judgement.ts";
import type { ManagementScope } from "../domain/management-scopes.ts";
import { presentedManagementSecret } from "../domain/presented-secret.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";
import type { ActingMember } from "../ports/session.ts";

/** A management key that may be used now. */
export interface ManagementKeyCaller {
  readonly id: string;
  readonly scopes: readonly ManagementScope[];
  /** The person who created it, in the key's organization, with the role of this very moment. */
  readonly member: ActingMember;
}

/**
 * The management key in the `Authorization` header of a request; null when there is none. It is read from the database at each
 * call, with the role of the person who created it.
 * @throws Refusal with the reason why the key is not accepted, or `too_many_requests`.
 */
export async function identifyManagementKey({
  services,
  authorization,
  sourceAddress,
  receivedAt,
}: Pick<
  RequestContext,
  "services" | "authorization" | "sourceAddress" | "receivedAt"
>): Promise<ManagementKeyCaller | null> {
  const presented = presentedManagementSecret(authorization);
  if (presented.kind === "absent") return null;
  if (presented.kind === "malformed") throw refuse("management_key_malformed");
  const secretHash = services.secrets.hash(presented.secret);
  const key = await services.managementKeys.find(secretHash);
  if (key === null) throw refuse("management_key_unknown");
  const { id, name, scopes, cidrs, creator, membership } = key;
  const creatorRole = membership?.role ?? null;
  const isAddressAllowed = cidrs.length === 0 || services.managementKeys.isWithin(sourceAddress, cidrs);
  const verdict = judgeManagementKey({ ...key, creatorRole, isAddressAllowed }, receivedAt);
  if (verdict !== "accepted") throw refuse(verdict);
  if (creator === null || membership === null) throw refuse("management_key_orphaned");
  const retryAfterMs = await services.managementRequests.take(id);
  if (retryAfterMs !== null) throw refuse("too_many_requests", { retryAfterMs });
  services.managementKeys.used(id, receivedAt, sourceAddress);
  const by = { kind: "managementKey", id, name, secretHash } as const;
  return { id, scopes, member: { user: creator, organization: membership.organization, role: membership.role, by } };
}
