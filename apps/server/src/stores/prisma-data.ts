import type { Database, DatabaseTransaction } from "@excalibur/db";
import type { Data, Stores } from "@excalibur/api/server";
import { createApiKeyStore } from "./api-key-store.ts";
import { createAuditStore } from "./audit-store.ts";
import { createEventStore } from "./event-store.ts";
import { createExecutorStore } from "./executor-store.ts";
import { createOrganizationStore } from "./organization-store.ts";

/** The stores of the use cases, over a database. */
export function createData(database: Database): Data {
  return {
    ...createStores(database.client),
    transact: (work) => database.transact((transaction) => work(createStores(transaction))),
  };
}

function createStores(client: DatabaseTransaction): Stores {
  return {
    apiKeys: createApiKeyStore(client),
    executors: createExecutorStore(client),
    organizations: createOrganizationStore(client),
    audit: createAuditStore(client),
    events: createEventStore(client),
  };
}
