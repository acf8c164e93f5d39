import type { Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll } from "vitest";
import type { Client } from "./client.ts";
import type { Tenant } from "./people.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

interface Acme {
  readonly server: TestServer;
  readonly tenant: Tenant;
  /** Signed in. */
  readonly owner: Client;
}

/** A server with one organization for a block of tests. Its parts are there once the tests run. */
export function serveAcme(dialect: Dialect): Acme {
  const acme = {} as { -readonly [Part in keyof Acme]: Acme[Part] };
  beforeAll(async () => {
    acme.server = await startTestServer(dialect);
    acme.tenant = await acme.server.addOrganization("Acme");
    acme.owner = await acme.server.signIn(acme.tenant.owner);
  });
  afterAll(() => acme.server.close());
  return acme;
}
