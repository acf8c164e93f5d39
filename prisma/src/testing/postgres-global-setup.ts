import type { TestProject } from "vitest/node";
import "./provided-context.ts";
import { prepareTestPostgres, type TestPostgres } from "./test-postgres.ts";

interface Shared {
  postgres: Promise<TestPostgres>;
  users: number;
}

// Each project of a vitest run loads this file again, so what they share can only be here.
const KEY = Symbol.for("excalibur.testPostgres");
const holder = globalThis as { [KEY]?: Shared };

/**
 * A vitest globalSetup: one PostgreSQL for the whole run, with a migrated database to clone, however many projects name
 * it. The server is `TEST_DATABASE_URL` when that is set, else one started here and removed at the end.
 */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const shared = (holder[KEY] ??= { postgres: prepareTestPostgres(process.env["TEST_DATABASE_URL"]), users: 0 });
  shared.users++;
  const { serverUrl, template, remove } = await shared.postgres;
  project.provide("excaliburPostgres", { serverUrl, template });
  return async () => {
    if (--shared.users > 0) return;
    delete holder[KEY];
    await remove();
  };
}
