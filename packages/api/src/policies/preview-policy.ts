import type { PolicyPreview, PreviewPolicyInput } from "../contract/policies.ts";
import { OFFLINE_AFTER_MS } from "../domain/executor-presence.ts";
import { unusedSince } from "../domain/key-policy.ts";
import type { MemberRequest } from "../ports/services.ts";
import { policyOf } from "./policy-of.ts";

/** Keys and executors named at most: more than a person reads before an answer. */
const SHOWN = 100;
/** Keys whose executors are looked at. */
const LOOKED_AT = 10_000;

/** Whom a policy would hit, by the same rules as when it is put into force. @throws Refusal `invalid_input`. */
export async function previewPolicy(
  { services, member }: MemberRequest,
  input: PreviewPolicyInput,
): Promise<PolicyPreview> {
  const { policies, executors } = services.data;
  const organizationId = member.organization.id;
  const now = services.now();
  const policy = policyOf(await policies.find(organizationId), input);
  const usedUntil = unusedSince(policy, now);
  const [effect, endedIds, exempt, unused] = await Promise.all([
    policies.effectOf(organizationId, policy, now, SHOWN),
    policies.idsEndedBy(organizationId, policy, now, LOOKED_AT),
    policies.exempt(organizationId, policy, now, SHOWN),
    usedUntil === null ? NOTHING_UNUSED : policies.unused(organizationId, { policy, usedUntil, now, limit: SHOWN }),
  ]);
  const seenAfter = new Date(now.getTime() - OFFLINE_AFTER_MS);
  const online = await executors.boundToAny(organizationId, endedIds, { seenAfter, shown: SHOWN });
  const { shortened, lengthened } = effect;
  return { shortened: { ...shortened, keys: [...shortened.keys] }, lengthened, online, unused, exempt };
}

const NOTHING_UNUSED = { total: 0, keys: [] };
