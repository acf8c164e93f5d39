import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import { inNaturalOrder, type WitnessReads, type WitnessWrites } from "@excalibur/api/server";

const head = { select: { witnessId: true, sequence: true, hash: true, at: true, note: true } } as const;

export function createWitnessReads({ auditWitness, cosignedHead }: DatabaseTransaction): WitnessReads {
  return {
    async list(organizationId) {
      return inNaturalOrder(await auditWitness.findMany({ where: { organizationId } }), ({ name }) => name);
    },
    cosignedHeads: (organizationId) =>
      cosignedHead.findMany({ where: { organizationId }, orderBy: [{ sequence: "asc" }, { at: "asc" }], ...head }),
  };
}

export function createWitnessWrites(client: DatabaseTransaction): WitnessWrites {
  const { auditWitness, cosignedHead } = client;
  return {
    ...createWitnessReads(client),

    async countForUpdate(organizationId) {
      // Writes nothing new, but locks the organization: on PostgreSQL two at once would both count what is committed.
      await client.$executeRaw`UPDATE organization SET name = name WHERE id = ${organizationId}`;
      return auditWitness.count({ where: { organizationId } });
    },

    async insertUnlessThere(witness) {
      try {
        await auditWitness.create({ data: witness });
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },

    async remove(organizationId, id) {
      const found = await auditWitness.findFirst({ where: { id, organizationId } });
      if (found === null) return null;
      const { count } = await auditWitness.deleteMany({ where: { id, organizationId } });
      return count === 1 ? found : null;
    },

    async keepHead(organizationId, { witnessId, sequence, hash, at, note }, receivedAt, kept) {
      await cosignedHead.upsert({
        where: { witnessId_sequence_hash: { witnessId, sequence, hash } },
        create: { witnessId, organizationId, sequence, hash, at, note, receivedAt },
        update: { at, note, receivedAt },
      });
      const [last] = await cosignedHead.findMany({
        where: { witnessId, organizationId },
        orderBy: [{ receivedAt: "desc" }, { sequence: "desc" }],
        skip: kept,
        take: 1,
      });
      if (last === undefined) return;
      await cosignedHead.deleteMany({
        where: {
          witnessId,
          organizationId,
          OR: [
            { receivedAt: { lt: last.receivedAt } },
            { receivedAt: last.receivedAt, sequence: { lte: last.sequence } },
          ],
        },
      });
    },
  };
}
