import { keyRefusalReason, type ActivityReads } from "@excalibur/api/server";
import { MAX_KEY_TRIES, type DatabaseTransaction } from "@excalibur/db";

export function createActivityReads({ keySource, keyTry, hourCount }: DatabaseTransaction): ActivityReads {
  return {
    async sources({ organizationId, keyId, executorName }, limit) {
      const where = { organizationId, keyId, ...(executorName === null ? {} : { executorName }) };
      const [total, items] = await Promise.all([
        keySource.count({ where }),
        keySource.findMany({ where, orderBy: [{ lastAt: "desc" }, { executorName: "asc" }], take: limit }),
      ]);
      return { total, items };
    },

    async tries({ organizationId, keyId, executorName }) {
      const where = { organizationId, keyId, ...(executorName === null ? {} : { executorName }) };
      const rows = await keyTry.findMany({ where, orderBy: { at: "desc" }, take: MAX_KEY_TRIES });
      return rows.flatMap(({ reason: stored, ...row }) => {
        const reason = keyRefusalReason(stored);
        return reason === null ? [] : [{ ...row, reason }];
      });
    },

    hours: (organizationId, subjectId, from) =>
      hourCount.findMany({
        where: { organizationId, subjectId, at: { gte: from } },
        orderBy: { at: "asc" },
        select: { at: true, syncs: true, refused: true },
      }),
  };
}
