export type { Database, DatabaseClient, DatabaseTransaction, RawRead, RawValue } from "./database.ts";
export { dialects, type Dialect } from "./dialect.ts";
export * from "./errors.ts";
export { inspectDatabase, type DatabaseReport } from "./inspect-database.ts";
export { databaseTrouble, isDatabaseAway, type DatabaseTrouble } from "./database-trouble.ts";
export { isUniqueViolation } from "./is-unique-violation.ts";
export { lockSqliteFile, type SqliteLock } from "./sqlite-lock.ts";
export { migrateDatabase, type MigrateDatabaseOptions } from "./migrate-database.ts";
export { openDatabase, openMigratedDatabase, type OpenDatabaseOptions } from "./open-database.ts";
export { checkSqlite, copySqlite } from "./copy-sqlite.ts";
export { DATABASE_STAGES, DatabaseStartError, oneLine, type DatabaseStage } from "./database-start-error.ts";
export { findCredential, findCredentials, type StoredCredential } from "./find-credential.ts";
export { findExecutor } from "./find-executor.ts";
export { findMemberships, type StoredMembership } from "./find-memberships.ts";
export { findSessionRole } from "./find-session-role.ts";
export { findSignedInUser } from "./find-signed-in-user.ts";
export { writeKeyRefusals, type StoredKeyRefusal } from "./write-key-refusals.ts";
export { writeMinute, type Minute, type MinuteCounts } from "./write-minute.ts";
export { countKeys, type KeyCounts } from "./count-keys.ts";
export type { Direction, PagePlace } from "./page-place.ts";
export { countByPresence, readExecutorPage } from "./read-executor-page.ts";
export { readKeyPage } from "./read-key-page.ts";
export type { StoredKey } from "./stored-key.ts";
export { findAuditHeadForUpdate, type AuditHead } from "./audit-rows.ts";
export { findKey } from "./find-key.ts";
export type { KeyCountChange } from "./add-to-key-counts.ts";
export { writeChange, type ChangeRows, type WrittenRows } from "./write-change.ts";
export { readKeyUsage, noUsage, type KeyUsage } from "./read-key-usage.ts";
export { readAuditRows, type AuditRowCondition } from "./read-audit-rows.ts";
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
export { writeLastSeen, type Sighting, type Sightings } from "./write-last-seen.ts";
