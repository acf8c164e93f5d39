import {
  findExecutor,
  findSessionRole,
  readAuditRows,
  readEndingKeys,
  readPresentedKeys,
  type Database,
} from "@excalibur/db";
import { parseRole, type Reads } from "@excalibur/api/server";
import { createActivityReads } from "./activity-store.ts";
import { createApiKeyReads } from "./api-key-store.ts";
import { conditionsOf } from "./audit-conditions.ts";
import { createAuditReads } from "./audit-store.ts";
import { createLockOutReads } from "./lock-out-store.ts";
import { createChannelReads } from "./channel-store.ts";
import { createCodeReads } from "./code-store.ts";
import { createEventReads } from "./event-store.ts";
import { createExecutorReads } from "./executor-store.ts";
import type { StaleWhileRevalidate } from "./stale-while-revalidate.ts";
import { createInvitationReads } from "./invitation-store.ts";
import { createLoginReads } from "./login-store.ts";
import { createManagementKeyReads } from "./management-key-store.ts";
import { createMemberReads } from "./member-store.ts";
import { organizationsTold } from "./organizations-told.ts";
import { createNotificationReads } from "./notification-store.ts";
import { createOrganizationReads } from "./organization-store.ts";
import { createOverviewStore } from "./overview-store.ts";
import { createPolicyReads } from "./policy-store.ts";
import { createUserReads } from "./user-store.ts";
import { createWitnessReads } from "./witness-store.ts";

/** Asked at every start: past Prisma, whose first query takes longer than all else a start does with the database. */
const INSTALLATION = {
  name: "excalibur_installation",
  sql: { sqlite: "SELECT id FROM installation", postgresql: "SELECT id FROM installation" },
} as const;

const REMINDER_KINDS = ["key.expiring", "key.expired", "key.refused_in_use"] as const;

/** The data of the use cases, as committed to a database. */
export function createReads(database: Database, scans: StaleWhileRevalidate): Reads {
  const { client, dialect } = database;
  return {
    apiKeys: createApiKeyReads(client, dialect),
    activity: createActivityReads(client),
    managementKeys: createManagementKeyReads(client),
    logins: createLoginReads(client),
    codes: createCodeReads(client),
    lockOuts: createLockOutReads(client),
    executors: createExecutorReads(client, dialect, scans),
    organizations: createOrganizationReads(client, dialect),
    policies: createPolicyReads(client, dialect),
    members: createMemberReads(client),
    invitations: createInvitationReads(client),
    users: createUserReads(client),
    audit: createAuditReads(client),
    events: createEventReads(client),
    channels: createChannelReads(client),
    notifications: createNotificationReads(client),
    witnesses: createWitnessReads(client),
    overview: createOverviewStore(client, dialect, scans),
    isSetUp: async () => (await database.readRaw(INSTALLATION, [])).length > 0,
    recallExecutor: (organizationId, name) => findExecutor(database, { organizationId, name }),
    auditRange: ({ organizationId, after, last, ...filter }) =>
      readAuditRows(database, { organizationId, after, last, limit: null }, conditionsOf(filter)),
    auditChain: (organizationId, after, limit) => readAuditRows(database, { organizationId, after, last: null, limit }),
    sessionRole: async (sessionId, organizationId, now) =>
      parseRole((await findSessionRole(database, { sessionId, organizationId, now })) ?? ""),
    organizationsWithUnusedDays: async () => {
      const found = await client.organization.findMany({
        where: { unusedDays: { not: null }, deactivatedAt: null },
        select: { id: true },
      });
      return found.map(({ id }) => id);
    },
    organizationsToRemind: () => organizationsTold(client, REMINDER_KINDS, { deactivatedAt: null }),
    organizationsToCheck: (before) =>
      organizationsTold(client, ["audit.broken"], {
        deactivatedAt: null,
        OR: [{ logCheckedAt: null }, { logCheckedAt: { lte: before } }],
      }),
    endingKeys: (query) => readEndingKeys(client, dialect, query),
    presentedKeys: (query) => readPresentedKeys(client, dialect, query),
    findRetiredKeys: (now, take) =>
      client.apiKey.findMany({
        where: { OR: [{ retiresAt: { lte: now } }, { unusedEndsAt: { lte: now } }], revokedAt: null },
        take,
        select: { id: true, organizationId: true },
      }),
    findSilentExecutors: (cutoff, refusedAfter, limit) =>
      client.executor.findMany({
        where: {
          disconnectedAt: null,
          lastSeenAt: { lte: cutoff },
          OR: [{ refusedAt: null }, { refusedAt: { lte: refusedAfter } }],
        },
        orderBy: { lastSeenAt: "asc" },
        take: limit,
        select: { id: true, organizationId: true, name: true, boundKeyId: true, lastSeenAt: true },
      }),
  };
}
