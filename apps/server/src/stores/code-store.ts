import type { DatabaseTransaction } from "@excalibur/db";
import {
  ConcurrentChangeError,
  readLabels,
  writeLabels,
  type CodeReads,
  type CodeRecord,
  type CodeWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";

export function createCodeReads(client: DatabaseTransaction): CodeReads {
  const { enrolmentCode, enrolmentUse } = client;
  return {
    async list(organizationId, limit) {
      const orderBy = [{ createdAt: "desc" as const }, { id: "desc" as const }];
      return (await enrolmentCode.findMany({ where: { organizationId }, orderBy, take: limit })).map(toRecord);
    },

    async findByHash(codeHash) {
      const row = await enrolmentCode.findUnique({
        where: { codeHash },
        include: { organization: { select: { slug: true, deactivatedAt: true } } },
      });
      if (row === null) return null;
      const { slug, deactivatedAt } = row.organization;
      return { ...toRecord(row), organizationSlug: slug, organizationDeactivatedAt: deactivatedAt };
    },

    findUse: (codeId, secretHash) => enrolmentUse.findUnique({ where: { codeId_secretHash: { codeId, secretHash } } }),

    listUses: (organizationId, codeId, limit) =>
      enrolmentUse.findMany({
        where: { codeId, code: { organizationId } },
        orderBy: [{ at: "desc" }, { secretHash: "asc" }],
        take: limit,
      }),

    findFirstUse: (codeId) => enrolmentUse.findFirst({ where: { codeId }, orderBy: { at: "asc" } }),
  };
}

export function createCodeWrites({ client }: ChangeScope): CodeWrites {
  const { enrolmentCode, enrolmentUse } = client;
  return {
    ...createCodeReads(client),

    async insert({ labels, ...code }) {
      await enrolmentCode.create({ data: { ...code, labels: writeLabels(labels) } });
    },

    async revoke(organizationId, id, now) {
      const { count } = await enrolmentCode.updateMany({
        where: { id, organizationId, revokedAt: null },
        data: { revokedAt: now },
      });
      if (count === 0) return null;
      const row = await enrolmentCode.findFirst({ where: { id, organizationId } });
      return row && toRecord(row);
    },

    async countUse(id, now) {
      const { fields } = enrolmentCode;
      const { count } = await enrolmentCode.updateMany({
        where: { id, revokedAt: null, expiresAt: { gt: now }, uses: { lt: fields.maxUses } },
        data: { uses: { increment: 1 } },
      });
      if (count === 0) throw new ConcurrentChangeError();
      return enrolmentCode.findUniqueOrThrow({ where: { id }, select: { uses: true } });
    },

    async noteUse(use) {
      await enrolmentUse.create({ data: use });
    },
  };
}

/** Copied field by field: the hash stays here. */
function toRecord(row: Omit<CodeRecord, "labels"> & { readonly labels: string }): CodeRecord {
  return {
    id: row.id,
    organizationId: row.organizationId,
    executorName: row.executorName,
    namePattern: row.namePattern,
    executorKind: row.executorKind,
    maxUses: row.maxUses,
    uses: row.uses,
    keyExpiresInDays: row.keyExpiresInDays,
    labels: readLabels(row.labels),
    createdAt: row.createdAt,
    createdById: row.createdById,
    createdByName: row.createdByName,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
  };
}
