import { originOf } from "../audit/audit-entries.ts";
import { ALL_KEYS_TIMEOUT_MS, change } from "../changes/change.ts";
import type { RevocationReceipt } from "../contract/api-keys.ts";
import type { PolicyView, UpdatePolicyInput } from "../contract/policies.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { policyOf } from "./policy-of.ts";

/**
 * Puts a policy into force. When it returns, every server process judges every key by it, also those that were issued before.
 * @throws Refusal `invalid_input`, or `preview_outdated` when another number of keys ends at once than was expected: then nothing
 *   has changed.
 */
export async function updatePolicy(
  request: MemberRequest,
  { expectedEnded, ...input }: UpdatePolicyInput,
): Promise<{ policy: PolicyView; receipt: RevocationReceipt }> {
  const { member, sourceAddress } = request;
  const { id, name } = member.organization;
  const { result: policy, receipt } = await change(
    request,
    async (tx) => {
      const policy = policyOf(await tx.policies.findForUpdate(id), input);
      if (expectedEnded !== undefined) {
        const { shortened } = await tx.policies.effectOf(id, policy, tx.now, 0);
        if (shortened.ended !== expectedEnded) throw refuse("preview_outdated");
      }
      await tx.policies.update({ id, name }, policy, originOf(member, tx.now, sourceAddress));
      return policy;
    },
    // All keys are judged by one policy or by the other.
    { timeoutMs: ALL_KEYS_TIMEOUT_MS },
  );
  return { policy: { ...policy }, receipt };
}
