import { renewalContested } from "../audit/renewal-entries.ts";
import { change } from "../changes/change.ts";
import type { RenewInput, RenewOutput } from "../contract/renewals.ts";
import { refusalOfKey } from "../domain/executor-admission.ts";
import { judgeRenewal, type RenewalVerdict } from "../domain/key-renewal.ts";
import { refuse, refuseSync } from "../domain/refusal.ts";
import { refuseKey } from "../executor/refuse-key.ts";
import { requireCredential } from "../executor/require-credential.ts";
import type { Presentation } from "../executor/sync-executor.ts";
import type { ApiKeyRecord, LockedKey } from "../ports/api-key-store.ts";
import type { Change } from "../ports/change.ts";
import type { CachedCredential } from "../ports/credentials.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";
import { issueSuccessor } from "./issue-successor.ts";

type Refused = Extract<RenewalVerdict, { readonly kind: "refused" | "refusedAsSync" }>;
type Renewal = { readonly kind: "answered"; readonly output: RenewOutput } | Refused;

/**
 * Makes a successor of the presented key, for a secret that the executor has made. Both are good until the first sync with the
 * successor. The same hash again is answered the same, so that a lost answer costs nothing.
 * @throws Refusal that a sync with the key would meet, or `renewal_pending`, `renewal_not_bound`, `key_retiring`, `key_exists`,
 *   `too_many_renewals`.
 */
export async function renewKey(
  services: Services,
  { secretHash, sourceAddress }: Presentation,
  input: RenewInput,
): Promise<RenewOutput> {
  const credential = requireCredential(await services.credentials.lookUp(secretHash, sourceAddress));
  const now = services.now();
  const refusal = refusalOfKey(credential, input, now);
  if (refusal !== null) throw refuseKey(refusal, credential, now);
  const retryAfterMs = await services.renewals.take(`${credential.organizationId} ${input.name}`);
  if (retryAfterMs !== null) throw refuse("too_many_renewals", { retryAfterMs });

  const { result } = await change({ services }, (tx) => renew(tx, services, { credential, input, sourceAddress }), {
    givenUp: () => refuseSync("unavailable"),
  });
  switch (result.kind) {
    case "answered":
      return result.output;
    case "refusedAsSync":
      throw refuseSync(result.reason);
    case "refused":
      throw refuse(result.reason);
  }
}

interface Presented {
  readonly credential: CachedCredential;
  readonly input: RenewInput;
  readonly sourceAddress: string;
}

async function renew(tx: Change, services: Services, presented: Presented): Promise<Renewal> {
  const { credential, input } = presented;
  const { organizationId, keyId } = credential;
  const key = await tx.apiKeys.findForUpdate(organizationId, keyId);
  if (key === null) throw refuseSync("key_unknown");
  const { revokedAt, expiresAt, pausedUntil } = key;
  const asItIs = { ...credential, revokedAt, expiresAt, pausedUntil };
  const refusal = refusalOfKey(asItIs, input, tx.now);
  if (refusal !== null) throw refuseKey(refusal, asItIs, tx.now);

  const executor = await tx.executors.findByName(organizationId, input.name);
  const sameSecret = await tx.apiKeys.findSuccessor(organizationId, keyId, input.secretHash);
  const pending = key.pendingSuccessors.find(({ executorName }) => executorName === input.name) ?? null;
  const verdict = judgeRenewal({ ...input, key, executor, sameSecret, pending }, tx.now);
  if (verdict.kind === "refusedAsSync") return verdict;
  if (verdict.kind === "refused" || executor === null) {
    const refused = verdict.kind === "refused" ? verdict : ({ kind: "refused", reason: "renewal_not_bound" } as const);
    if (refused.reason === "renewal_pending" && executor !== null) await noteContest(tx, presented, key, executor);
    return refused;
  }
  const successor =
    verdict.kind === "repeat" && sameSecret !== null
      ? sameSecret
      : await issueSuccessor(tx, services, {
          key,
          executor,
          input,
          dead: pending,
          sourceAddress: presented.sourceAddress,
        });
  return { kind: "answered", output: outputOf(credential, successor, executor) };
}

/** Says, once for each renewal, that a second secret was offered for it: one of the two may not be the executor's. */
async function noteContest(
  tx: Change,
  { input, sourceAddress }: Presented,
  key: LockedKey,
  executor: ExecutorRecord,
): Promise<void> {
  const { organizationId } = key;
  const pending = key.pendingSuccessors.find(({ executorName }) => executorName === input.name);
  if (pending === undefined || (executor.contestedAt !== null && executor.contestedAt >= pending.createdAt)) return;
  const { id, name } = executor;
  await tx.executors.noteContest(organizationId, id, tx.now);
  const origin = { organizationId, actor: { kind: "executor", id, name } as const, at: tx.now, sourceAddress };
  tx.record(renewalContested(origin, key, { pendingKeyId: pending.id }));
  await tx.events.append({
    organizationId,
    executorId: id,
    executorName: name,
    type: "executor.renewal_contested",
    level: "warning",
    at: tx.now,
    keyId: pending.id,
    details: { address: sourceAddress, host: input.host ?? null },
  });
}

function outputOf(
  { organizationId, organizationSlug }: CachedCredential,
  successor: Pick<ApiKeyRecord, "id" | "issuedExpiresAt" | "expiresAt" | "pendingFor">,
  { id, name }: ExecutorRecord,
): RenewOutput {
  return {
    key: { id: successor.id, expiresAt: successor.issuedExpiresAt },
    unusedUntil: successor.pendingFor === null ? null : successor.expiresAt,
    executor: { id, name },
    organization: { id: organizationId, slug: organizationSlug },
  };
}
