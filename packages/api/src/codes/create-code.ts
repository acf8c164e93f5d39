import { codeCreated } from "../audit/code-entries.ts";
import { originOf } from "../audit/audit-entries.ts";
import { requireLife } from "../api-keys/require-life.ts";
import { requireMayExempt } from "../api-keys/require-may-exempt.ts";
import { change } from "../changes/change.ts";
import type { CodeView, CreateCodeInput } from "../contract/codes.ts";
import { DEFAULT_CODE_MINUTES, showCode } from "../domain/enrolment-code.ts";
import { policyForKey } from "../domain/key-policy.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentCode } from "./present-code.ts";

const MINUTE_MS = 60_000;

/** A code as managers see it, with what hosts type. */
export interface NewCode {
  code: CodeView;
  secret: string;
}

/**
 * Makes a code that lets hosts make their own keys. The answer is the only place where it is ever seen.
 * @throws Refusal `key_life_too_long` when the policy of the organization allows its keys fewer days.
 */
export async function createCode(request: MemberRequest, input: CreateCodeInput): Promise<NewCode> {
  const { result } = await change(request, (tx) => insertCode(tx, request, input));
  return result;
}

/** The same within a change. */
export async function insertCode(
  tx: Change,
  { services, member, sourceAddress }: MemberRequest,
  input: CreateCodeInput,
): Promise<NewCode> {
  const { now } = tx;
  const organizationId = member.organization.id;
  const secret = services.enrolments.create();
  const labels = input.labels ?? {};
  const policy = await tx.policies.find(organizationId);
  requireMayExempt(member, policy, { before: {}, after: labels });
  const created = {
    id: services.newId("cod"),
    organizationId,
    executorName: input.name ?? null,
    namePattern: input.namePattern ?? null,
    executorKind: input.kind ?? null,
    maxUses: input.maxUses ?? 1,
    uses: 0,
    keyExpiresInDays: requireLife(input.keyExpiresInDays, policyForKey(labels, policy), "keyExpiresInDays"),
    labels,
    createdAt: now,
    createdById: member.user.userId,
    createdByName: member.user.name,
    expiresAt: new Date(now.getTime() + (input.expiresInMinutes ?? DEFAULT_CODE_MINUTES) * MINUTE_MS),
    revokedAt: null,
  };
  await tx.codes.insert({ ...created, codeHash: services.enrolments.hash(secret) });
  tx.record(codeCreated(originOf(member, now, sourceAddress), created));
  return { code: presentCode(created, now), secret: showCode(secret) };
}
