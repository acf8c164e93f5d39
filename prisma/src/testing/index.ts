export { dialects, type Dialect } from "../dialects/dialect.ts";
export { queryPostgres } from "./query-postgres.ts";
export { startPostgres, type StartedPostgres } from "./start-postgres.ts";
export {
  createTestDatabase,
  createTestDatabaseUrl,
  type TestDatabase,
  type TestDatabaseUrl,
} from "./create-test-database.ts";
