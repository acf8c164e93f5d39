import type { Dialect } from "@excalibur/db/testing";

/**
 * The database for suites of what lies above the stores. What differs between the two databases lies in the stores and below
 * them, and their suites run on both; the screens' tests run on SQLite.
 */
export const dialectsAboveStores: readonly Dialect[] = ["postgresql"];
