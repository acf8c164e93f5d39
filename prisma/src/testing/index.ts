export { dialects, type Dialect } from "../dialect.ts";
export { createTestDatabase, createTestDatabaseUrl, type TestDatabase } from "./create-test-database.ts";
