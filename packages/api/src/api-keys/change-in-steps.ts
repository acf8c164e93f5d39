import type { RevocationReceipt } from "../contract/api-keys.ts";
import { change } from "../changes/change.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Keys that one transaction changes: it holds their locks, and that of the audit log, for a fraction of a second. What a step computes,
 * it computes in one piece, and syncs wait for it: 250 keys took five times as long.
 */
const KEYS_A_STEP = 50;

/**
 * Changes many keys, some in each of several transactions. What is committed stays when a later step fails; to ask again for
 * the same keys is safe, since those that are done are skipped.
 * @returns what each step has come to, and a receipt that holds for all of them.
 */
export async function changeInSteps<Result>(
  request: MemberRequest,
  ids: readonly string[],
  step: (tx: Change, ids: readonly string[]) => Promise<Result>,
): Promise<{ results: Result[]; receipt: RevocationReceipt }> {
  const results: Result[] = [];
  let receipt: RevocationReceipt = { enforcedAt: request.services.now(), acknowledged: 0, expiredLeases: 0 };
  for (let first = 0; first < ids.length; first += KEYS_A_STEP) {
    const some = ids.slice(first, first + KEYS_A_STEP);
    const done = await change(request, (tx) => step(tx, some));
    results.push(done.result);
    receipt = first === 0 ? done.receipt : ofBoth(receipt, done.receipt);
  }
  return { results, receipt };
}

/** The later of two instants, and as many servers as confirmed both. */
function ofBoth(before: RevocationReceipt, now: RevocationReceipt): RevocationReceipt {
  return {
    enforcedAt: now.enforcedAt > before.enforcedAt ? now.enforcedAt : before.enforcedAt,
    acknowledged: Math.min(before.acknowledged, now.acknowledged),
    expiredLeases: Math.max(before.expiredLeases, now.expiredLeases),
  };
}
