import { KEYS_A_STATEMENT, type DatabaseTransaction } from "@excalibur/db";

type Update = NonNullable<Parameters<DatabaseTransaction["apiKey"]["updateMany"]>[0]>;

/**
 * Changes all keys that fit, some by each statement.
 * @param data so that a key which has it does not fit any more.
 * @returns how many were changed.
 */
export async function updateKeysInParts(
  client: DatabaseTransaction,
  where: NonNullable<Update["where"]>,
  data: Update["data"],
): Promise<number> {
  let changed = 0;
  for (;;) {
    const found = await client.apiKey.findMany({ where, select: { id: true }, take: KEYS_A_STATEMENT });
    const ids = found.map(({ id }) => id);
    changed += (await client.apiKey.updateMany({ where: { AND: [where, { id: { in: ids } }] }, data })).count;
    if (ids.length < KEYS_A_STATEMENT) return changed;
  }
}
