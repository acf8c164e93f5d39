import { change } from "../changes/change.ts";
import { LOCKED_OUT_CODE_MINUTES, type CreateLockedOutCodesInput, type LockedOutCodes } from "../contract/codes.ts";
import { MAX_LOCKED_OUT_SHOWN } from "../contract/executors.ts";
import { EXECUTOR_KINDS } from "../contract/sync.ts";
import type { MemberRequest } from "../ports/services.ts";
import { insertCode } from "./create-code.ts";

/** Makes a code for each executor that is locked out, in one step. Each is good once, and for that executor's name alone. */
export async function createLockedOutCodes(
  request: MemberRequest,
  { expiresInMinutes = LOCKED_OUT_CODE_MINUTES }: CreateLockedOutCodesInput,
): Promise<LockedOutCodes> {
  const { result: codes } = await change(request, async (tx) => {
    const { items } = await tx.lockOuts.list(request.member.organization.id, tx.now, MAX_LOCKED_OUT_SHOWN);
    const made: LockedOutCodes["codes"] = [];
    for (const { executorName: name, executorKind } of items) {
      const kind = EXECUTOR_KINDS.find((each) => each === executorKind);
      made.push(await insertCode(tx, request, { name, expiresInMinutes, ...(kind && { kind }) }));
    }
    return made;
  });
  return { codes };
}
