import { ownerOfUser } from "../api-keys/find-owner.ts";
import { keyCreated } from "../audit/audit-entries.ts";
import type { EnrolInput, EnrolOutput } from "../contract/codes.ts";
import { nameOf } from "../domain/enrolment-code.ts";
import { expiryAfterDays } from "../domain/key-expiry.ts";
import { cutName } from "../domain/key-name.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { CodeRecord } from "../ports/code-store.ts";
import type { Services } from "../ports/services.ts";

/** An enrolment that a code allows: under a name, or (null) the next of the code's pattern. */
interface Enrolment extends Pick<EnrolInput, "secretHash" | "hint" | "kind"> {
  readonly name: string | null;
  readonly sourceAddress: string;
}

/** Numbers that are looked at for a free name, after those of the uses before. */
const MAX_TAKEN_NAMES = 1_000;

/**
 * Counts the use of a code and makes the key, which belongs to the code's creator.
 * @throws Refusal `executor_exists` when a code that is for no name in particular would take over a name in use.
 */
export async function issueEnrolledKey(
  tx: Change,
  services: Pick<Services, "newId">,
  code: CodeRecord,
  { name: asked, secretHash, hint, kind, sourceAddress }: Enrolment,
): Promise<Pick<EnrolOutput, "key" | "executor">> {
  const { organizationId } = code;
  const { now } = tx;
  const keyId = services.newId("key");
  // Locks the code: of hosts that come at once each gets a number of its own.
  const { uses } = await tx.codes.countUse(code.id, now);
  const name = asked ?? (await nextName(tx, organizationId, code.namePattern ?? "", uses));
  const executor = await tx.executors.findByName(organizationId, name);
  if (code.executorName === null && (await isTaken(tx, organizationId, name))) throw refuse("executor_exists");

  const key = {
    id: keyId,
    organizationId,
    name: cutName(name),
    note: "",
    labels: code.labels,
    owner: await ownerOfUser(tx, organizationId, code.createdById),
    secretHash,
    hint,
    createdAt: now,
    createdById: code.createdById,
    createdByName: code.createdByName,
    expiresAt: expiryAfterDays(code.keyExpiresInDays, now),
    targetExecutorId: executor?.id ?? null,
    targetExecutorName: name,
    targetExecutorKind: kind,
    revokePrevious: false,
    replacesKeyId: null,
  };
  const { expiresAt } = await tx.apiKeys.insert(key);
  await tx.codes.noteUse({ codeId: code.id, secretHash, keyId, executorName: name, sourceAddress, at: now });
  const actor = { kind: "system", name: "enrolment" } as const;
  tx.record(keyCreated({ organizationId, actor, at: now, sourceAddress }, { ...key, enrolmentCodeId: code.id }));
  return { key: { id: keyId, expiresAt }, executor: { name } };
}

async function nextName(tx: Change, organizationId: string, pattern: string, number: number): Promise<string> {
  for (let next = number; next < number + MAX_TAKEN_NAMES; next++) {
    const name = nameOf(pattern, next);
    if (!(await isTaken(tx, organizationId, name))) return name;
  }
  throw refuse("executor_exists");
}

async function isTaken(tx: Change, organizationId: string, name: string): Promise<boolean> {
  return (
    (await tx.executors.findByName(organizationId, name)) !== null ||
    (await tx.apiKeys.isNameTaken(organizationId, name))
  );
}
