import { keyRevoked } from "../audit/audit-entries.ts";
import type { Services } from "../ports/services.ts";

/**
 * Revokes a key that a restored backup would bring back: it had been revoked or deleted after the backup was made. For
 * data that no server works on yet, so there is no process to tell.
 */
export async function revokeAgain(
  { data, now }: Pick<Services, "data" | "now">,
  key: { organizationId: string; id: string; name: string },
): Promise<void> {
  const { organizationId } = key;
  await data.transact(async (stores) => {
    const at = now();
    if (!(await stores.apiKeys.revoke(organizationId, key.id, at))) return;
    const actor = { kind: "system", name: "restore" } as const;
    await stores.audit.append([keyRevoked({ organizationId, actor, at, sourceAddress: null }, key, "restore")]);
  });
}
