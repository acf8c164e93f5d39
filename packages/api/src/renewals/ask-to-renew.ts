import { originOf } from "../audit/audit-entries.ts";
import { renewalAsked } from "../audit/renewal-entries.ts";
import { changeInSteps } from "../api-keys/change-in-steps.ts";
import { selectKeys } from "../api-keys/select-keys.ts";
import { change } from "../changes/change.ts";
import type { RenewKeysInput } from "../contract/key-selections.ts";
import type { AskedRenewals, RenewKeyInput } from "../contract/renewals.ts";
import { judgeOldKeyEnd } from "../domain/key-end.ts";
import { judgeRenewalRequest, renewalSpreadMs } from "../domain/key-renewal.ts";
import { refuse } from "../domain/refusal.ts";
import type { LockedKey } from "../ports/api-key-store.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Has the executors of many keys told to renew them, spread over some minutes at most.
 * @throws Refusal `preview_outdated`, `selection_too_large`, or `invalid_input` for a time that can't be: then nothing has changed.
 */
export async function renewKeys(
  request: MemberRequest,
  { oldKeyEndsAt, ...selection }: RenewKeysInput,
): Promise<AskedRenewals> {
  const organizationId = request.member.organization.id;
  const selected = await selectKeys(request, selection);
  const { results } = await changeInSteps(request, selected, async (tx, ids) => {
    const found = new Map((await tx.apiKeys.findManyForUpdate(organizationId, ids)).map((key) => [key.id, key]));
    const asked: LockedKey[] = [];
    const skipped: AskedRenewals["skipped"] = [];
    for (const id of ids) {
      const key = found.get(id);
      const verdict = key === undefined ? "key_not_found" : judgeRenewalRequest(key, tx.now);
      if (key === undefined || verdict !== "allowed") {
        skipped.push({ id, reason: verdict === "allowed" ? "key_not_found" : verdict });
      } else {
        asked.push(key);
      }
    }
    const told = await tell(tx, request, asked, { oldKeyEndsAt, among: selected.length });
    return { asked: asked.map(({ id }) => id), executors: told, skipped };
  });
  return {
    asked: results.flatMap(({ asked }) => asked),
    executors: results.reduce((sum, { executors }) => sum + executors, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

/**
 * Has the executors of a key told to renew it.
 * @throws Refusal `key_not_found`, or why they can't be asked.
 */
export async function askKeyToRenew(
  request: MemberRequest,
  { id, oldKeyEndsAt }: RenewKeyInput,
): Promise<{ executors: number }> {
  const { result } = await change(request, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(request.member.organization.id, id);
    if (key === null) throw refuse("key_not_found");
    const verdict = judgeRenewalRequest(key, tx.now);
    if (verdict !== "allowed") throw refuse(verdict);
    return tell(tx, request, [key], { oldKeyEndsAt, among: 1 });
  });
  return { executors: result };
}

/**
 * Has one executor told to renew the key that it is bound to. Others that share the key stay on it.
 * @throws Refusal `executor_not_found`, `executor_has_no_key`, or why it can't be asked.
 */
export async function askExecutorToRenew(request: MemberRequest, id: string): Promise<{ executors: number }> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const { result } = await change(request, async (tx) => {
    const executor = await tx.executors.find(organizationId, id, tx.now);
    if (executor === null) throw refuse("executor_not_found");
    const { boundKeyId } = executor;
    const key = boundKeyId === null ? null : await tx.apiKeys.findForUpdate(organizationId, boundKeyId);
    if (key === null) throw refuse("executor_has_no_key");
    const verdict = judgeRenewalRequest(key, tx.now);
    if (verdict !== "allowed") throw refuse(verdict);
    const told = await tx.executors.askToRenew(organizationId, { id }, { from: tx.now, spreadMs: 0 });
    const origin = originOf(member, tx.now, sourceAddress);
    tx.record(renewalAsked(origin, key, { executors: told, oldKeyEndsAt: null }));
    return told;
  });
  return { executors: result };
}

async function tell(
  tx: Change,
  { member, sourceAddress }: MemberRequest,
  keys: readonly LockedKey[],
  { oldKeyEndsAt, among }: { readonly oldKeyEndsAt: Date | undefined; readonly among: number },
): Promise<number> {
  const organizationId = member.organization.id;
  if (oldKeyEndsAt !== undefined) {
    const end = judgeOldKeyEnd({ kind: "at", at: oldKeyEndsAt }, 1, tx.now);
    if (end.kind === "refused") throw refuse("invalid_input", { fieldErrors: { oldKeyEndsAt: [end.problem] } });
    for (const key of keys) await tx.apiKeys.endWithRenewal(key, { retiresAt: oldKeyEndsAt });
  }
  const executors = keys.reduce((sum, { usedBy }) => sum + usedBy.total, 0);
  const spreadMs = renewalSpreadMs(Math.max(executors, among));
  const boundKeyIds = keys.map(({ id }) => id);
  const told = await tx.executors.askToRenew(organizationId, { boundKeyIds }, { from: tx.now, spreadMs });
  const origin = originOf(member, tx.now, sourceAddress);
  for (const key of keys) {
    tx.record(renewalAsked(origin, key, { executors: key.usedBy.total, oldKeyEndsAt: oldKeyEndsAt ?? null }));
  }
  return told;
}
