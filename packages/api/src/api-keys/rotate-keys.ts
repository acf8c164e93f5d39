import { change } from "../changes/change.ts";
import type { RotatedKeys, RotateKeysInput, SkippedKey } from "../contract/key-selections.ts";
import { judgeRotation } from "../domain/key-lifecycle.ts";
import type { MemberRequest } from "../ports/services.ts";
import { makeSecret } from "./make-secret.ts";
import { rotateLocked } from "./rotate-key.ts";
import { selectKeys } from "./select-keys.ts";

/**
 * Rotates many keys in one change: each gets a successor, and all old keys end in the same way. Keys that can't be rotated are
 * left as they are. When it returns, every server process judges the old keys so.
 * @throws Refusal `preview_outdated`, or `invalid_input` for a time that can't be: then nothing has changed.
 */
export async function rotateKeys(
  request: MemberRequest,
  { oldKeyEnds = { kind: "now" }, ...selection }: RotateKeysInput,
): Promise<RotatedKeys> {
  const { services, member, receivedAt } = request;
  const selected = await selectKeys(request, selection);
  const secrets = new Map(selected.map((id) => [id, makeSecret(services)]));

  const { result, receipt } = await change(request, async (tx) => {
    const locked = await tx.apiKeys.findManyForUpdate(member.organization.id, [...secrets.keys()]);
    const found = new Map(locked.map((key) => [key.id, key]));
    const rotated: RotatedKeys["rotated"] = [];
    const skipped: SkippedKey[] = [];
    for (const [id, { secret, ...hashed }] of secrets) {
      const old = found.get(id);
      const verdict = old === undefined ? "key_not_found" : judgeRotation(old, receivedAt, tx.now);
      if (old === undefined || verdict !== "allowed") {
        if (verdict !== "allowed") skipped.push({ id, reason: verdict });
        continue;
      }
      rotated.push({ ...(await rotateLocked(tx, request, { old, oldKeyEnds, hashed })), secret });
    }
    return { rotated, skipped };
  });
  return { ...result, receipt };
}
