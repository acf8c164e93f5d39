import type { DatabaseTransaction } from "@excalibur/db";
import { parseScopes, writeScopes, type LoginReads, type LoginRecord, type LoginWrites } from "@excalibur/api/server";

export function createLoginReads(client: DatabaseTransaction): LoginReads {
  const { commandLogin } = client;
  const toRecord = async (row: Awaited<ReturnType<typeof commandLogin.findUnique>>): Promise<LoginRecord | null> => {
    if (row === null) return null;
    const {
      outcome,
      managementKeyId,
      scopes,
      decidedAt: _at,
      deviceCodeHash: _device,
      userCodeHash: _user,
      ...login
    } = row;
    const key =
      managementKeyId === null
        ? null
        : await client.managementKey.findUnique({
            where: { id: managementKeyId },
            select: { id: true, name: true, expiresAt: true, organization: { select: { name: true, slug: true } } },
          });
    const known = outcome === "confirmed" || outcome === "refused" ? outcome : null;
    return { ...login, scopes: parseScopes(scopes), outcome: known, key };
  };
  return {
    findByDeviceCode: async (deviceCodeHash) => toRecord(await commandLogin.findUnique({ where: { deviceCodeHash } })),
    findByUserCode: async (userCodeHash) => toRecord(await commandLogin.findUnique({ where: { userCodeHash } })),
    countOpen: (now) => commandLogin.count({ where: { expiresAt: { gt: now }, outcome: null } }),
  };
}

export function createLoginWrites(client: DatabaseTransaction): LoginWrites {
  const { commandLogin } = client;
  return {
    ...createLoginReads(client),

    async insert({ scopes, ...login }) {
      await commandLogin.create({ data: { ...login, scopes: writeScopes(scopes) } });
    },

    async decide(userCodeHash, now, decision) {
      const { count } = await commandLogin.updateMany({
        where: { userCodeHash, outcome: null, expiresAt: { gt: now } },
        data: { ...decision, decidedAt: now },
      });
      return count === 1;
    },
  };
}
