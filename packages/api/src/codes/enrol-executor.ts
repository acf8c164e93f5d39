import { codeReused } from "../audit/code-entries.ts";
import { change } from "../changes/change.ts";
import type { EnrolInput, EnrolOutput } from "../contract/codes.ts";
import { judgeEnrolment, parseCode } from "../domain/enrolment-code.ts";
import { refuse, Refusal } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { CodeRecord, FoundCode } from "../ports/code-store.ts";
import type { Services } from "../ports/services.ts";
import { issueEnrolledKey } from "./issue-enrolled-key.ts";

/** A code that a host presents, and from where. */
export interface PresentedEnrolment {
  readonly code: string;
  readonly sourceAddress: string;
}

type Redemption = { readonly kind: "enrolled"; readonly output: EnrolOutput } | { readonly kind: "reused" } | null;

const BEARER = /^bearer\s+(.*)$/is;

/** Reads the `Authorization` header of an enrolment. @throws Refusal `code_missing`, or `code_invalid` for what is no code. */
export function requireCode(authorization: string | undefined): string {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization.trim())?.[1];
  if (token === undefined || token.trim() === "") throw refuse("code_missing");
  const code = parseCode(token);
  if (code === null) throw refuse("code_invalid");
  return code;
}

/**
 * Makes a key for a secret that a host has made. The same code with the same hash is answered the same again, so that a lost
 * answer costs nothing. Every other mistake is `code_invalid`, and counts as a guess of the address and of the code's organization.
 * @throws Refusal `code_invalid`, `code_used`, `executor_exists`, `rate_limited`, or `busy`.
 */
export async function enrolExecutor(
  services: Services,
  presented: PresentedEnrolment,
  input: EnrolInput,
): Promise<EnrolOutput> {
  let refusal: Refusal = refuse("code_invalid");
  const output = await services.enrolments.byAddress.judge(presented.sourceAddress, async () => {
    const found = await services.data.codes.findByHash(services.enrolments.hash(presented.code));
    if (found === null) return null;
    return services.enrolments.byOrganization.judge(found.organizationId, async () => {
      const redemption = await redeemAgain(() => redeem(services, found, presented, input));
      if (redemption?.kind === "reused") refusal = refuse("code_used");
      return redemption?.kind === "enrolled" ? redemption.output : null;
    });
  });
  if (output === null) throw refusal;
  return output;
}

/**
 * A key with this secret may just have been made by the same request, sent twice: the second look finds that. Else the hash is
 * of a key that exists already, and the code can't be used with it.
 */
async function redeemAgain(attempt: () => Promise<Redemption>): Promise<Redemption> {
  const unlessKeyExists = (fault: unknown) => {
    if (fault instanceof Refusal && fault.reason === "key_exists") return "keyExists" as const;
    throw fault;
  };
  const first = await attempt().catch(unlessKeyExists);
  if (first !== "keyExists") return first;
  const second = await attempt().catch(unlessKeyExists);
  return second === "keyExists" ? null : second;
}

async function redeem(
  services: Services,
  { id, organizationId, organizationSlug }: FoundCode,
  { code, sourceAddress }: PresentedEnrolment,
  input: EnrolInput,
): Promise<Redemption> {
  const { result } = await change(
    { services },
    async (tx): Promise<Redemption> => {
      const found = await tx.codes.findByHash(services.enrolments.hash(code));
      if (found === null) return null;
      const organization = { id: organizationId, slug: organizationSlug };
      const used = await tx.codes.findUse(id, input.secretHash);
      if (used !== null) {
        const key = await tx.apiKeys.find(organizationId, used.keyId);
        if (key === null) return null;
        const { expiresAt } = key;
        const executor = { name: used.executorName };
        return { kind: "enrolled", output: { key: { id: used.keyId, expiresAt }, executor, organization } };
      }
      const verdict = judgeEnrolment(found, { name: input.name, kind: input.kind }, tx.now);
      switch (verdict.kind) {
        case "invalid":
          return null;
        case "reused":
          await alarm(tx, found, sourceAddress);
          return { kind: "reused" };
        case "enrol": {
          const enrolled = await issueEnrolledKey(tx, services, found, { ...input, name: verdict.name, sourceAddress });
          return { kind: "enrolled", output: { ...enrolled, organization } };
        }
      }
    },
    { givenUp: () => refuse("code_invalid") },
  );
  return result;
}

/** Says that a code came twice, with both addresses: one of the two is not the host that it was made for. */
async function alarm(tx: Change, code: CodeRecord, sourceAddress: string): Promise<void> {
  const { organizationId } = code;
  const first = await tx.codes.findFirstUse(code.id);
  if (first === null) return;
  const { keyId, executorName } = first;
  const executor = await tx.executors.findByName(organizationId, executorName);
  const origin = { organizationId, actor: { kind: "system", name: "enrolment" } as const, at: tx.now, sourceAddress };
  tx.record(codeReused(origin, code, { firstAddress: first.sourceAddress, keyId }));
  await tx.events.append({
    organizationId,
    executorId: executor?.id ?? null,
    executorName,
    type: "executor.code_reused",
    level: "warning",
    at: tx.now,
    keyId,
    details: { firstAddress: first.sourceAddress, secondAddress: sourceAddress },
  });
}
