import type { Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll } from "vitest";
import type { Client } from "./client.ts";
import type { Tenant } from "./people.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

interface Tenants {
  /** There once the tests run. */
  readonly server: TestServer;
  /** An organization of its own, so that no test sees what another did, and its owner, signed in. */
  newTenant(): Promise<{ tenant: Tenant; owner: Client }>;
}

/** A server without organizations for a block of tests. */
export function serveTenants(dialect: Dialect): Tenants {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());
  return {
    get server() {
      return server;
    },
    newTenant: async () => {
      const tenant = await server.addOrganization("Acme");
      return { tenant, owner: await server.signIn(tenant.owner) };
    },
  };
}
