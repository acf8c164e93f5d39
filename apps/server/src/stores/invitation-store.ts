import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import {
  ConcurrentChangeError,
  type InvitationReads,
  type InvitationRecord,
  type InvitationWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";

export function createInvitationReads(client: DatabaseTransaction): InvitationReads {
  const { invitation } = client;
  return {
    async list(organizationId, limit) {
      const orderBy = [{ createdAt: "desc" as const }, { id: "desc" as const }];
      const rows = await invitation.findMany({ where: { organizationId }, orderBy, take: limit });
      return rows.map(toRecord);
    },

    async find(organizationId, id) {
      const row = await invitation.findFirst({ where: { id, organizationId } });
      return row && toRecord(row);
    },

    async findOpen(organizationId, email, now) {
      const openFor = addressKey({ organizationId, email });
      const row = await invitation.findFirst({ where: { openFor, expiresAt: { gt: now } } });
      return row && toRecord(row);
    },

    async findByToken(tokenHash) {
      const row = await invitation.findUnique({ where: { tokenHash } });
      return row && toRecord(row);
    },
  };
}

export function createInvitationWrites({ client, heads }: ChangeScope): InvitationWrites {
  const { invitation } = client;

  /** An open invitation reserves its address; an expired one releases it when a new invitation needs it. */
  const releaseExpired = async (openFor: string, now: Date) => {
    await invitation.updateMany({ where: { openFor, expiresAt: { lte: now } }, data: { openFor: null } });
  };

  return {
    ...createInvitationReads(client),

    async countOpenForUpdate(organizationId, now) {
      // On PostgreSQL two at once would both count what is committed. An invitation is logged: it takes this lock anyway.
      await heads.findForUpdate(organizationId);
      return invitation.count({ where: { organizationId, status: "pending", expiresAt: { gt: now } } });
    },

    async insert(record, now) {
      const openFor = addressKey(record);
      await releaseExpired(openFor, now);
      await orConcurrentChange(() => invitation.create({ data: { ...record, openFor } }));
    },

    async accept(organizationId, id, now) {
      const { count } = await invitation.updateMany({
        where: { id, organizationId, status: "pending", expiresAt: { gt: now } },
        data: { status: "accepted", openFor: null },
      });
      return count === 1;
    },

    async cancel(organizationId, id) {
      const { count } = await invitation.updateMany({
        where: { id, organizationId, status: "pending" },
        data: { status: "cancelled", openFor: null },
      });
      return count === 1;
    },

    async renew(record, tokenHash, expiresAt, now) {
      const openFor = addressKey(record);
      await releaseExpired(openFor, now);
      const { count } = await orConcurrentChange(() =>
        invitation.updateMany({
          where: { id: record.id, organizationId: record.organizationId, status: "pending" },
          data: { tokenHash, expiresAt, openFor },
        }),
      );
      return count === 1;
    },
  };
}

function addressKey({ organizationId, email }: { organizationId: string; email: string }): string {
  return `${organizationId} ${email}`;
}

async function orConcurrentChange<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw isUniqueViolation(error, "openFor") ? new ConcurrentChangeError() : error;
  }
}

interface Row extends Omit<InvitationRecord, "role" | "status"> {
  readonly role: string;
  readonly status: string;
}

/** What this version does not know becomes the least: a member, and an invitation that is over. */
function toRecord(row: Row): InvitationRecord {
  return {
    id: row.id,
    organizationId: row.organizationId,
    email: row.email,
    role: row.role === "admin" ? "admin" : "member",
    status: row.status === "pending" || row.status === "accepted" ? row.status : "cancelled",
    inviterId: row.inviterId,
    inviterName: row.inviterName,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
  };
}
