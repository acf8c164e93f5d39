export { dialects, type Dialect } from "../dialect.ts";
export {
  createTestDatabase,
  createTestDatabaseUrl,
  type TestDatabase,
  type TestDatabaseUrl,
} from "./create-test-database.ts";
