import type { AuditEntry } from "@excalibur/api/server";
import { runChangeOffline } from "../../src/changes/run-change-offline.ts";
import type { Client } from "./client.ts";
import type { Tenant } from "./people.ts";
import type { TestServer } from "./test-server.ts";

/** In the log that `seedLog` writes. */
export const ROWS = 8;
/** When every row of that log was written. */
export const day = new Date("2026-06-01T12:00:00Z");

/** One organization's log in the database, with methods that tamper with it as the database's owner could. */
export class Log {
  readonly rows: TestServer["database"]["client"]["auditRow"];
  readonly heads: TestServer["database"]["client"]["auditHead"];
  readonly organizationId: string;

  constructor(server: TestServer, organizationId: string) {
    this.rows = server.database.client.auditRow;
    this.heads = server.database.client.auditHead;
    this.organizationId = organizationId;
  }

  change = (sequence: number, data: Record<string, unknown>) =>
    this.rows.updateMany({ where: { organizationId: this.organizationId, sequence }, data });

  remove = (...sequences: number[]) =>
    this.rows.deleteMany({ where: { organizationId: this.organizationId, sequence: { in: sequences } } });

  row = (sequence: number) => this.rows.findFirstOrThrow({ where: { organizationId: this.organizationId, sequence } });

  setHead = (data: { sequence: number; hash: string }) =>
    this.heads.update({ where: { organizationId: this.organizationId }, data });
}

/** An organization with a log of its own, and its owner, signed in. */
export async function seedLog(server: TestServer): Promise<{ tenant: Tenant; owner: Client; log: Log }> {
  const tenant = await server.addOrganization("Acme");
  const { userId, email } = tenant.owner;
  await runChangeOffline(
    server.database,
    () => new Date(),
  )(async (tx) =>
    tx.record(
      ...Array.from({ length: ROWS }, (_, index): AuditEntry => ({
        organizationId: tenant.organizationId,
        at: day,
        actor: {
          kind: "user",
          id: userId,
          name: index === 2 ? '=HYPERLINK("http://evil")' : "Ada",
          email,
          role: "admin",
        },
        action: "api_key.revoked",
        target: {
          kind: "api_key",
          id: `key_${index}`,
          name: ["@sum", "+1", "-1", 'a,"b"\nc', "é 日本"][index] ?? "prod",
        },
        details: { cause: "manual" },
        sourceAddress: "192.0.2.1",
      })),
    ),
  );
  return { tenant, owner: await server.signIn(tenant.owner), log: new Log(server, tenant.organizationId) };
}

/** Exports the log as a browser does. */
export async function download(client: Client, query: string) {
  const response = await fetch(`${client.url}/api/audit/export?${query}`, { headers: { cookie: client.cookie } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, body: new TextDecoder().decode(bytes) };
}
