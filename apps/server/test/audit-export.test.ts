import type { AuditEntry } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runChangeOffline } from "../src/changes/run-change-offline.ts";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import type { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const ROWS = 1_000;
/** As many as an export of all the rows reads, and one at which it is held up. */
const [PAGES, HELD_PAGE] = [10, 3];

/** Counts the pages that exports read of the database, and holds one up while a test does something. */
class PageGate {
  #read = 0;
  #isOpen = true;

  through = (database: Database): Database => ({
    ...database,
    readRaw: async (read, parameters) => {
      if (!read.sql.sqlite.includes("FROM audit_row")) return database.readRaw(read, parameters);
      this.#read += 1;
      if (this.#read === HELD_PAGE) await eventually(async () => expect(this.#isOpen).toBe(true));
      return database.readRaw(read, parameters);
    },
  });

  get read(): number {
    return this.#read;
  }

  reached(): Promise<void> {
    return eventually(async () => expect(this.#read).toBeGreaterThanOrEqual(HELD_PAGE));
  }

  open(): void {
    this.#isOpen = true;
  }

  /** As if nothing had been read. */
  close(): void {
    this.#read = 0;
    this.#isOpen = false;
  }
}

interface Scene {
  readonly owner: Client;
  /** Who exports: an admin, with the rows of members to read. */
  readonly reader: Client;
  readonly person: Person;
  readonly memberId: string;
}

const LOSSES: Record<string, (scene: Scene) => Promise<unknown>> = {
  "is removed": ({ owner, memberId }) => owner.trpc.members.remove.mutate({ id: memberId }),
  "gets another role": ({ owner, memberId }) => owner.trpc.members.changeRole.mutate({ id: memberId, role: "member" }),
  "signs out": ({ reader }) =>
    fetch(`${reader.url}/api/auth/sign-out`, { method: "POST", headers: { cookie: reader.cookie } }),
};

describe.each(dialectsAboveStores)("an export under way on %s", (dialect) => {
  const gate = new PageGate();
  let server: TestServer;
  let tenant: Tenant;

  beforeAll(async () => {
    server = await startTestServer(dialect, {}, { through: gate.through });
    tenant = await server.addOrganization("Acme");
    await runChangeOffline(
      server.database,
      () => new Date(),
    )(async (tx) =>
      tx.record(
        ...Array.from({ length: ROWS }, (_, index): AuditEntry => ({
          organizationId: tenant.organizationId,
          at: new Date("2026-06-01T12:00:00Z"),
          actor: { kind: "user", id: "usr_1", name: "Ada", email: "ada@example.com", role: "member" },
          action: "api_key.revoked",
          target: { kind: "api_key", id: `key_${index}`, name: "prod" },
          details: { cause: "manual" },
          sourceAddress: "192.0.2.1",
        })),
      ),
    );
  });
  afterAll(() => server.close());

  const setScene = async (): Promise<Scene> => {
    gate.close();
    const person = await server.addMember(tenant, "admin");
    const where = { organizationId: tenant.organizationId, userId: person.userId };
    const { id: memberId } = await server.database.client.member.findFirstOrThrow({ where });
    const [owner, reader] = [await server.signIn(tenant.owner), await server.signIn(person)];
    return { owner, reader, person, memberId };
  };
  const startExport = async ({ url, cookie }: Client, signal?: AbortSignal) => {
    const response = await fetch(`${url}/api/audit/export?format=jsonl`, {
      headers: { cookie },
      ...(signal === undefined ? {} : { signal }),
    });
    await gate.reached();
    return response;
  };

  test("ends as a file of all the rows", async () => {
    const { reader } = await setScene();
    gate.open();
    const response = await startExport(reader);
    expect((await response.text()).split("\n")).toHaveLength(ROWS + 1);
    expect(gate.read).toBe(PAGES);
  });

  test("reads nothing more of the database once its reader has gone away", async () => {
    const { reader, owner } = await setScene();
    const reading = new AbortController();
    await startExport(reader, reading.signal);
    reading.abort();
    // Answered after the server has learnt of it.
    await reader.trpc.account.get.query();
    gate.open();
    // Time enough for another export of everything: one page more than above, since the tests leave rows too.
    await (await startExport(owner)).text();
    expect(gate.read).toBeLessThanOrEqual(HELD_PAGE + PAGES + 1);
  });

  test.each(Object.entries(LOSSES))("is cut off at the next page when its reader %s", async (_how, lose) => {
    const scene = await setScene();
    const response = await startExport(scene.reader);
    expect(response.status).toBe(200);
    await lose(scene);
    gate.open();
    // Not a file that looks whole: the connection breaks.
    await expect(response.text()).rejects.toThrow();
    expect(gate.read).toBe(HELD_PAGE);
  });
});
