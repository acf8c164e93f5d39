import {
  findExecutor,
  findSessionRole,
  readAuditRows,
  type Database,
  type DatabaseTransaction,
  type Dialect,
} from "@excalibur/db";
import { parseRole, type Data, type Stores } from "@excalibur/api/server";
import { createApiKeyStore } from "./api-key-store.ts";
import { conditionsOf } from "./audit-conditions.ts";
import { createAuditStore } from "./audit-store.ts";
import { createEventStore } from "./event-store.ts";
import { createExecutorStore } from "./executor-store.ts";
import { FleetScans } from "./fleet-scans.ts";
import { createInvitationStore } from "./invitation-store.ts";
import { createMemberStore } from "./member-store.ts";
import { createInvalidationStore } from "./invalidation-store.ts";
import { createOrganizationStore } from "./organization-store.ts";
import { createOverviewStore } from "./overview-store.ts";
import { createUserStore } from "./user-store.ts";

/** Asked at every start: past Prisma, whose first query takes longer than all else a start does with the database. */
const INSTALLATION = {
  name: "excalibur_installation",
  sql: { sqlite: "SELECT id FROM installation", postgresql: "SELECT id FROM installation" },
} as const;

/** The stores of the use cases, over a database. */
export function createData(database: Database): Data {
  const scans = new FleetScans();
  return {
    ...createStores(database.client, database.dialect, scans),
    overview: createOverviewStore(database.client, database.dialect, scans),
    isSetUp: async () => (await database.readRaw(INSTALLATION, [])).length > 0,
    recallExecutor: (organizationId, name) => findExecutor(database, { organizationId, name }),
    auditRange: ({ organizationId, after, last, ...filter }) =>
      readAuditRows(database, { organizationId, after, last, limit: null }, conditionsOf(filter)),
    auditChain: (organizationId, after, limit) => readAuditRows(database, { organizationId, after, last: null, limit }),
    sessionRole: async (sessionId, organizationId, now) =>
      parseRole((await findSessionRole(database, { sessionId, organizationId, now })) ?? ""),
    findSilentExecutors: (cutoff, limit) =>
      database.client.executor.findMany({
        where: { disconnectedAt: null, lastSeenAt: { lte: cutoff } },
        orderBy: { lastSeenAt: "asc" },
        take: limit,
        select: { id: true, organizationId: true, name: true, boundKeyId: true, lastSeenAt: true },
      }),
    transact: (work) => database.transact((transaction) => work(createStores(transaction, database.dialect, scans))),
  };
}

function createStores(client: DatabaseTransaction, dialect: Dialect, scans: FleetScans): Stores {
  return {
    apiKeys: createApiKeyStore(client, dialect),
    executors: createExecutorStore(client, dialect, scans),
    organizations: createOrganizationStore(client, dialect),
    members: createMemberStore(client),
    invitations: createInvitationStore(client),
    users: createUserStore(client),
    audit: createAuditStore(client, dialect),
    events: createEventStore(client),
    invalidations: createInvalidationStore(dialect),
  };
}
