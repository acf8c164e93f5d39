import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import {
  parseScopes,
  writeScopes,
  type ManagementKeyReads,
  type ManagementKeyRecord,
  type ManagementKeyWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { earlierThan } from "./keyset.ts";

const shown = { omit: { secretHash: true } } as const;

export function createManagementKeyReads({ managementKey }: DatabaseTransaction): ManagementKeyReads {
  return {
    async page({ organizationId, after, limit }) {
      const rows = await managementKey.findMany({
        where: { organizationId, ...earlierThan(after, "createdAt") },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit,
        ...shown,
      });
      return rows.map(toRecord);
    },
  };
}

export function createManagementKeyWrites({
  client,
  effects,
}: Pick<ChangeScope, "client" | "effects">): ManagementKeyWrites {
  const { managementKey } = client;
  return {
    ...createManagementKeyReads(client),

    async find(organizationId, id) {
      const row = await managementKey.findFirst({ where: { id, organizationId }, ...shown });
      return row && toRecord(row);
    },

    async countActiveForUpdate(organizationId, now) {
      // Writes nothing new, but locks the organization: on PostgreSQL two at once would both count what is committed.
      await client.$executeRaw`UPDATE organization SET name = name WHERE id = ${organizationId}`;
      return managementKey.count({ where: { organizationId, revokedAt: null, expiresAt: { gt: now } } });
    },

    async insert({ scopes, cidrs, ...key }) {
      await managementKey.create({ data: { ...key, scopes: writeScopes(scopes), cidrs: cidrs.join(" ") } });
    },

    async insertUnlessThere(key) {
      try {
        await this.insert(key);
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },

    async revoke(organizationId, id, at) {
      const { count } = await managementKey.updateMany({
        where: { id, organizationId, revokedAt: null },
        data: { revokedAt: at },
      });
      if (count === 1) effects.add({ kind: "recheckAccess", audience: { managementKeyId: id } });
      return count === 1;
    },
  };
}

type Stored = Omit<ManagementKeyRecord, "scopes" | "cidrs"> & { readonly scopes: string; readonly cidrs: string };

function toRecord({ scopes, cidrs, ...key }: Stored): ManagementKeyRecord {
  return { ...key, scopes: parseScopes(scopes), cidrs: parseCidrs(cidrs) };
}

/** Reads address ranges as they are stored. */
export function parseCidrs(stored: string): string[] {
  return stored === "" ? [] : stored.split(" ");
}
