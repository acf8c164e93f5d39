export type { Database, DatabaseClient, DatabaseTransaction, RawRead, RawValue } from "./database.ts";
export { dialects, type Dialect } from "./dialect.ts";
export * from "./errors.ts";
export { isDatabaseAway } from "./is-database-away.ts";
export { isUniqueViolation } from "./is-unique-violation.ts";
export { migrateDatabase, type MigrateDatabaseOptions } from "./migrate-database.ts";
export { openDatabase, openMigratedDatabase, type OpenDatabaseOptions } from "./open-database.ts";
export { findCredential, type StoredCredential } from "./find-credential.ts";
export { writeLastSeen, type Sighting, type Sightings } from "./write-last-seen.ts";
