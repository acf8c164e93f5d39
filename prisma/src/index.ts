export type { Database, DatabaseClient, DatabaseTransaction, RawRead, RawValue } from "./connections/database.ts";
export { askToRenew } from "./statements/ask-to-renew.ts";
export { findPendingSuccessors, type StoredSuccessor } from "./statements/find-pending-successors.ts";
export { dialects, type Dialect } from "./dialects/dialect.ts";
export * from "./connections/errors.ts";
export { mostConnections } from "./connections/connection-counts.ts";
export { inspectDatabase, type DatabaseReport } from "./connections/inspect-database.ts";
export { databaseTrouble, isDatabaseAway, type DatabaseTrouble } from "./connections/database-trouble.ts";
export { isForeignKeyViolation, isUniqueViolation } from "./connections/is-unique-violation.ts";
export { lockSqliteFile, type SqliteLock } from "./locks/sqlite-lock.ts";
export { migrateDatabase, type MigrateDatabaseOptions } from "./migrations/migrate-database.ts";
export { openDatabase, openMigratedDatabase, type OpenDatabaseOptions } from "./connections/open-database.ts";
export { checkSqlite, copySqlite } from "./connections/copy-sqlite.ts";
export {
  DATABASE_STAGES,
  DatabaseStartError,
  oneLine,
  type DatabaseStage,
} from "./connections/database-start-error.ts";
export { findCredential, findCredentials, type StoredCredential } from "./statements/find-credential.ts";
export { findExecutor } from "./statements/find-executor.ts";
export { findMemberships, type StoredMembership } from "./statements/find-memberships.ts";
export { findManagementKey, findManagementKeys, type StoredManagementKey } from "./statements/find-management-key.ts";
export { findSessionRole } from "./statements/find-session-role.ts";
export { findSignedInUser } from "./statements/find-signed-in-user.ts";
export { MAX_KEY_SOURCES, writeKeySources, type KeyUses } from "./statements/write-key-sources.ts";
export { MAX_KEY_TRIES, writeKeyTries, type KeyTries } from "./statements/write-key-tries.ts";
export { writeHours, type HourCounts } from "./statements/write-hours.ts";
export { writeKeyRefusals, type StoredKeyRefusal } from "./statements/write-key-refusals.ts";
export { writeManagementKeyUses, type ManagementKeyUse } from "./statements/write-management-key-uses.ts";
export { writeMinute, type Minute, type MinuteCounts } from "./statements/write-minute.ts";
export { countExpiries } from "./statements/count-expiries.ts";
export { countEach } from "./statements/count-each.ts";
export { countByValue } from "./statements/count-by-value.ts";
export { readFacetValues } from "./statements/read-facet-values.ts";
export { sumKeyFacetCounts } from "./statements/sum-key-facet-counts.ts";
export { countKeys, type KeyCounts } from "./statements/count-keys.ts";
export { countByState, countByStateAndVersion, readTroubledExecutors } from "./statements/read-executor-states.ts";
export type { Direction, PageStart } from "./statements/page-start.ts";
export { countExecutorsByFacet, countExecutorsUpTo } from "./statements/count-executors.ts";
export { readExecutorPage } from "./statements/read-executor-page.ts";
export type { KeyConditions } from "./statements/key-conditions.ts";
export { readMovedFollowers } from "./statements/read-moved-followers.ts";
export { readKeyPage } from "./statements/read-key-page.ts";
export type { StoredKey } from "./mappers/stored-key.ts";
export { findAuditHeadForUpdate, type AuditHead } from "./statements/audit-rows.ts";
export { findKeys } from "./statements/find-keys.ts";
export { readKeyIds } from "./statements/read-key-ids.ts";
export {
  countMovedEnds,
  moveEnds,
  KEYS_A_STATEMENT,
  moveEndsOfKeys,
  readExemptKeys,
  readShortenedKeys,
  readUnusedKeys,
} from "./statements/policy-ends.ts";
export { claimChannels } from "./statements/claim-channels.ts";
export type { StoredDraft } from "./statements/insert-notifications.ts";
export { readEndingKeys, readPresentedKeys, type EndingKeysQuery } from "./statements/reminded-keys.ts";
export { findKey } from "./statements/find-key.ts";
export type { KeyCountChange } from "./statements/add-to-key-counts.ts";
export { writeChange, type ChangeRows, type WrittenRows } from "./transactions/write-change.ts";
export { readKeyUsage, noUsage, type KeyUsage } from "./statements/read-key-usage.ts";
export { findLogsToPush } from "./statements/find-logs-to-push.ts";
export { readAuditRows, type AuditRowCondition } from "./statements/read-audit-rows.ts";
export { readReplicas } from "./replicas/read-replicas.ts";
export type {
  KnownReplica,
  LeaseGrant,
  LeaseRequest,
  Position,
  ReplicaLink,
  ReplicaListeners,
  StoredInvalidation,
} from "./replicas/replica-link.ts";
export {
  writeLastSeen,
  type ExecutorSighting,
  type OtherInstance,
  type Sightings,
} from "./statements/write-last-seen.ts";
