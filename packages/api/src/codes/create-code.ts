import { codeCreated } from "../audit/code-entries.ts";
import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { CodeView, CreateCodeInput } from "../contract/codes.ts";
import { DEFAULT_CODE_MINUTES, showCode } from "../domain/enrolment-code.ts";
import type { MemberRequest } from "../ports/services.ts";
import { requireLife } from "../api-keys/require-life.ts";
import { presentCode } from "./present-code.ts";

const MINUTE_MS = 60_000;

/**
 * Makes a code that lets hosts make their own keys. The answer is the only place where it is ever seen.
 * @throws Refusal `key_life_too_long` when the policy of the organization allows its keys fewer days.
 */
export async function createCode(
  request: MemberRequest,
  input: CreateCodeInput,
): Promise<{ code: CodeView; secret: string }> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const secret = services.enrolments.create();
  const { result: code } = await change(request, async (tx) => {
    const { now } = tx;
    const created = {
      id: services.newId("cod"),
      organizationId,
      executorName: input.name ?? null,
      namePattern: input.namePattern ?? null,
      executorKind: input.kind ?? null,
      maxUses: input.maxUses ?? 1,
      uses: 0,
      keyExpiresInDays: requireLife(input.keyExpiresInDays, await tx.policies.find(organizationId), "keyExpiresInDays"),
      createdAt: now,
      createdById: member.user.userId,
      createdByName: member.user.name,
      expiresAt: new Date(now.getTime() + (input.expiresInMinutes ?? DEFAULT_CODE_MINUTES) * MINUTE_MS),
      revokedAt: null,
    };
    await tx.codes.insert({ ...created, codeHash: services.enrolments.hash(secret) });
    tx.record(codeCreated(originOf(member, now, sourceAddress), created));
    return presentCode(created, now);
  });
  return { code, secret: showCode(secret) };
}
