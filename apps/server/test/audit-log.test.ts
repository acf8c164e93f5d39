import type { AuditEntry } from "@excalibur/api/server";
import type { AuditView } from "@excalibur/api/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runChangeOffline } from "../src/changes/run-change-offline.ts";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { errorData, type Client } from "./harness/client.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const keyNamed = (name: string) => ({ kind: "api_key", id: `key_${name}`, name }) as const;

describe.each(dialectsAboveStores)("the audit log on %s", (dialect) => {
  let server: TestServer;
  let acme: Tenant;
  const people: Record<string, Person> = {};
  const clients: Record<string, Client> = {};

  const rowOf = (actor: AuditEntry["actor"], name: string, at: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
    organizationId: acme.organizationId,
    at: new Date(at),
    actor,
    action: "api_key.created",
    target: keyNamed(name),
    details: {},
    sourceAddress: null,
    ...more,
  });
  const by = (who: string, role: "owner" | "admin" | "member"): AuditEntry["actor"] => {
    const { userId, email } = people[who]!;
    return { kind: "user", id: userId, name: who, email, role };
  };

  beforeAll(async () => {
    server = await startTestServer(dialect);
    acme = await server.addOrganization("Acme");
    people["owner"] = acme.owner;
    for (const [who, role] of Object.entries({ admin: "admin", other: "admin", member: "member", third: "member" })) {
      people[who] = await server.addMember(acme, role);
    }
    for (const who of ["owner", "admin", "member"]) clients[who] = await server.signIn(people[who]!);
    const rows = [
      rowOf(by("owner", "owner"), "a", "2026-03-28T23:00:00Z"),
      rowOf(by("admin", "admin"), "b", "2026-03-29T00:30:00Z"),
      // Was an admin then, and is a member today.
      rowOf(by("third", "admin"), "c", "2026-03-29T21:59:59.999Z"),
      rowOf(by("third", "member"), "d", "2026-03-29T22:00:00Z"),
      rowOf(by("other", "admin"), "e", "2026-03-30T00:00:00Z", {
        action: "api_key.revoked",
        details: { cause: "manual" },
      }),
      rowOf(by("member", "member"), "f", "2026-03-30T00:00:00Z"),
      rowOf({ kind: "executor", id: "exe_1", name: "edge-1" }, "g", "2026-03-31T00:00:00Z"),
      rowOf({ kind: "system", name: "Excalibur" }, "h", "2026-04-01T00:00:00Z"),
    ];
    await runChangeOffline(server.database, () => new Date())(async (tx) => tx.record(...rows));
  });
  afterAll(() => server.close());

  /** Seeded rows only: signing in leaves rows too. */
  const listed = async (who: string, input: Parameters<Client["trpc"]["audit"]["list"]["query"]>[0] = {}) =>
    namesOf((await clients[who]!.trpc.audit.list.query({ targetKind: "api_key", ...input })).items);

  test("shows owners everything, admins their own and members' rows, members their own: by the role held then", async () => {
    expect(await listed("owner")).toBe("h g f e d c b a");
    expect(await listed("admin")).toBe("f d b");
    expect(await listed("member")).toBe("f");
  });

  test.each([
    [{ action: "api_key.revoked" } as const, "e"],
    [{ targetId: "key_d" }, "d"],
    [{ targetKind: "executor" } as const, ""],
    [{ actor: "executor" }, "g"],
    [{ actor: "system" }, "h"],
    [{ actor: "exe_1" }, "g"],
    [{ actor: "absent" }, ""],
    [{ action: "api_key.created", actor: "user", to: new Date("2026-03-29T22:00:00Z") } as const, "c b a"],
  ])("filters by %j", async (filter, names) => {
    expect(await listed("owner", filter)).toBe(names);
  });

  test("filters by a person, named by id or by e-mail address in any case", async () => {
    expect(await listed("owner", { actor: people["third"]!.userId })).toBe("d c");
    expect(await listed("owner", { actor: people["third"]!.email.toUpperCase() })).toBe("d c");
    expect(await listed("admin", { actor: people["third"]!.userId })).toBe("d");
  });

  test("a day on which the clock changes is as long as it is there: from its begin, up to the begin of the next", async () => {
    // Berlin, 29 March 2026: 23 hours, from 00:00+01:00 to 00:00+02:00.
    const day = { from: new Date("2026-03-29T00:00:00+01:00"), to: new Date("2026-03-30T00:00:00+02:00") };
    expect(await listed("owner", day)).toBe("c b a");
  });

  test("comes in pages without a gap or a repetition, also where rows share an instant", async () => {
    const pages = [];
    let cursor: string | null = null;
    do {
      const page: { items: AuditView[]; nextCursor: string | null } = await clients["owner"]!.trpc.audit.list.query({
        targetKind: "api_key",
        limit: 3,
        cursor,
      });
      pages.push(namesOf(page.items));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(pages).toEqual(["h g f", "e d c", "b a"]);
  });

  test("contains who, what, when and its number in the chain", async () => {
    const { items } = await clients["owner"]!.trpc.audit.list.query({ targetId: "key_e" });
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^aud_/),
        sequence: expect.any(Number),
        at: new Date("2026-03-30T00:00:00Z"),
        actor: {
          kind: "user",
          id: people["other"]!.userId,
          name: "other",
          email: people["other"]!.email,
          role: "admin",
        },
        action: "api_key.revoked",
        target: keyNamed("e"),
        details: { cause: "manual" },
        sourceAddress: null,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test.each([
    [{ action: "nonsense" }, "action"],
    [{ targetKind: "nonsense" }, "targetKind"],
    [{ actor: "" }, "actor"],
    [{ targetId: "a\0" }, "targetId"],
    [{ from: new Date("0001-01-01") }, "from"],
    [{ to: new Date("+010000-01-01") }, "to"],
    [{ cursor: "nonsense" }, "cursor"],
    [{ limit: 201 }, "limit"],
  ])("refuses %j, naming the field", async (input, field) => {
    const refused = await clients["owner"]!.trpc.audit.list.query(input as never).catch(errorData);
    expect(refused).toMatchObject({ reason: "invalid_input", fieldErrors: { [field]: expect.anything() } });
  });
});

function namesOf(items: readonly AuditView[]): string {
  return items.map(({ target }) => target.name).join(" ");
}
