import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, PauseKeyInput, RevocationReceipt } from "../contract/api-keys.ts";
import { judgePause, judgeResumption, pauseEnd } from "../domain/key-pause.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentKey } from "./present-key.ts";

export interface PauseResult {
  readonly key: ApiKeyView;
  readonly receipt: RevocationReceipt;
}

/**
 * Has a key refused for some minutes. When it returns, no server process accepts the key until the pause ends: by itself, or by
 * `resumeKey`. A key that is paused already is paused until the new instant.
 * @throws Refusal `key_not_found`, `key_expired` or `key_revoked`.
 */
export function pauseKey(request: MemberRequest, { id, minutes, reason }: PauseKeyInput): Promise<PauseResult> {
  return changePause(request, id, judgePause, (now) => ({ until: pauseEnd(minutes, now), reason: reason ?? null }));
}

/**
 * Ends a key's pause early. When it returns, every server process accepts the key again.
 * @throws Refusal `key_not_found`, `key_not_paused`, `key_expired` or `key_revoked`.
 */
export function resumeKey(request: MemberRequest, id: string): Promise<PauseResult> {
  return changePause(request, id, judgeResumption, () => null);
}

async function changePause(
  request: MemberRequest,
  id: string,
  judge: (...facts: Parameters<typeof judgeResumption>) => ReturnType<typeof judgeResumption>,
  pauseFrom: (now: Date) => { until: Date; reason: string | null } | null,
): Promise<PauseResult> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const { result, receipt } = await change(request, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(organizationId, id);
    if (key === null) throw refuse("key_not_found");
    const verdict = judge(key, tx.now);
    if (verdict !== "allowed") {
      // The change that the refusal tells of may still be on its way to other processes: a "no" is relied on as well.
      tx.invalidate(organizationId, [id]);
      return verdict;
    }
    const pause = pauseFrom(tx.now);
    await tx.apiKeys.pause(key, pause, originOf(member, tx.now, sourceAddress));
    return presentKey({ ...key, pausedUntil: pause?.until ?? null }, tx.now);
  });
  if (typeof result === "string") throw refuse(result);
  return { key: result, receipt };
}
