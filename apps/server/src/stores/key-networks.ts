import type { KeyNetwork } from "@excalibur/api/server";
import type { DatabaseTransaction } from "@excalibur/db";

/** The networks that keys were used from, each with its first use, by the keys' ids. */
export async function readKeyNetworks(
  client: DatabaseTransaction,
  organizationId: string,
  keyIds: readonly string[],
): Promise<Map<string, KeyNetwork[]>> {
  const rows = await client.keySource.groupBy({
    by: ["keyId", "network"],
    where: { organizationId, keyId: { in: [...keyIds] } },
    _min: { firstAt: true },
  });
  const byKey = new Map<string, KeyNetwork[]>();
  for (const { keyId, network, _min } of rows) {
    if (_min.firstAt === null) continue;
    const known = byKey.get(keyId) ?? [];
    known.push({ network, firstAt: _min.firstAt });
    byKey.set(keyId, known);
  }
  return byKey;
}
