import { type Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROWS, seedLog, type Log } from "./harness/audit-log.ts";
import { reasonOf, type Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { TAMPERINGS } from "./harness/tamperings.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** Calls procedures in one request, which the server runs side by side. @returns the outcome of each. */
async function callAtOnce(client: Client, calls: readonly [path: string, input: unknown][]): Promise<string[]> {
  const paths = calls.map(([path]) => path).join(",");
  const response = await fetch(`${client.url}/trpc/${paths}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: client.cookie },
    body: JSON.stringify(Object.fromEntries(calls.map(([, input], index) => [index, { json: input }]))),
  });
  const answers = (await response.json()) as { error?: { json: { data: { reason: string } } } }[];
  return answers.map(({ error }) => error?.json.data.reason ?? "accepted");
}

describe.each(dialectsOfLane("sqlite"))("the chain of an audit log on %s", (dialect: Dialect) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

  test("is found unbroken, with its length and its head", async () => {
    const { owner, log } = await seedLog(server);
    const { hash } = await log.row(ROWS);
    expect(await owner.trpc.audit.verify.query()).toEqual({
      ok: true,
      checked: ROWS,
      head: hash,
      firstBad: null,
      cosigned: [],
    });
    const early = await log.row(3);
    expect(await owner.trpc.audit.verify.query({ head: early.hash })).toMatchObject({ ok: true });
  });

  describe("that was tampered with", () => {
    let owner: Client;
    let log: Log;
    let restore: () => Promise<void>;

    beforeAll(async () => {
      ({ owner, log } = await seedLog(server));
      const where = { organizationId: log.organizationId };
      const [rows, head] = [await log.rows.findMany({ where }), await log.heads.findFirstOrThrow({ where })];
      restore = async () => {
        await log.rows.deleteMany({ where });
        await log.rows.createMany({ data: rows });
        await log.setHead(head);
      };
    });

    test.each(TAMPERINGS)("shows where: %s", async (_what, tamper, sequence, problem) => {
      await restore();
      await tamper(log);
      const { ok, firstBad } = await owner.trpc.audit.verify.query();
      expect(ok).toBe(false);
      expect(firstBad).toMatchObject({ sequence, problem });
      if (problem !== "end_missing") expect(firstBad?.id).toBe((await log.row(sequence)).id);
      // What was tampered with is still shown.
      expect((await owner.trpc.audit.list.query({})).items.length).toBeGreaterThan(0);
    });
  });

  test("cut off together with its head is found against a head that was noted before, and only so", async () => {
    const { owner, log } = await seedLog(server);
    const { head } = await owner.trpc.audit.verify.query();
    await log.remove(7, 8);
    await log.setHead({ sequence: 6, hash: (await log.row(6)).hash });
    expect(await owner.trpc.audit.verify.query()).toMatchObject({ ok: true, checked: 6 });
    expect(await owner.trpc.audit.verify.query({ head })).toMatchObject({
      ok: false,
      firstBad: { id: null, sequence: 7, problem: "head_not_found" },
    });
  });

  test("is checked by owners only, and its head is a SHA-256", async () => {
    const { tenant, owner } = await seedLog(server);
    const admin = await server.signIn(await server.addMember(tenant, "admin"));
    expect(await reasonOf(admin.trpc.audit.verify.query())).toBe("not_permitted");
    expect(await reasonOf(owner.trpc.audit.verify.query({ head: "nonsense" }))).toBe("invalid_input");
  });

  test("has no gap, no fork and no deadlock after 200 changes at once", async () => {
    const tenant = await server.addOrganization("Busy");
    const owner = await server.signIn(tenant.owner);
    const { id } = await server.database.client.member.findFirstOrThrow({
      where: { organizationId: tenant.organizationId, userId: (await server.addMember(tenant, "member")).userId },
    });
    const changes = Array.from({ length: 50 }, (_, index) => [
      ["organizations.update", { name: `Busy ${index}` }],
      ["invitations.create", { email: `p${index}@example.com`, role: "member" }],
      ["members.resetPassword", { id }],
      ["apiKeys.create", { name: `key ${index}`, target: NEW_EXECUTOR }],
    ]).flat() as [path: string, input: unknown][];
    const batches = Array.from({ length: 10 }, (_, batch) => changes.slice(batch * 20, batch * 20 + 20));
    const outcomes = await Promise.all(batches.map((batch) => callAtOnce(owner, batch)));
    expect(outcomes.flat().filter((outcome) => outcome !== "accepted")).toEqual([]);
    expect(await owner.trpc.audit.verify.query()).toMatchObject({ ok: true, checked: 200 });
  });
});
