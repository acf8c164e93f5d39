import type { AuditEntry } from "@excalibur/api/server";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { chainedFields, chainedText, GENESIS_HASH, writeAuditLine } from "@excalibur/api/server";
import { dialects, type Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyExport } from "../src/audit-command/verify-export.ts";
import { sha256 } from "../src/secrets.ts";
import { runChangeOffline } from "../src/changes/run-change-offline.ts";
import { reasonOf, type Client } from "./harness/client.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const COMMAND = fileURLToPath(new URL("../src/audit-command/main.ts", import.meta.url));
const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const ROWS = 8;
const day = new Date("2026-06-01T12:00:00Z");

type Tamper = (log: Log) => Promise<unknown>;

/** One organization's log in the database, with methods that tamper with it as the database's owner could. */
class Log {
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

const changedField =
  (data: Record<string, unknown>): Tamper =>
  (log) =>
    log.change(4, data);

/** What is done to eight rows, and the number of the first row that is wrong then. */
const TAMPERINGS: [what: string, tamper: Tamper, firstBad: number, problem: string][] = [
  ["the time of a row", changedField({ at: new Date(day.getTime() + 1) }), 4, "row_changed"],
  ["the kind of actor", changedField({ actorKind: "system" }), 4, "row_changed"],
  ["the actor's id", changedField({ actorId: "usr_x" }), 4, "row_changed"],
  ["the actor's name", changedField({ actorName: "Eve" }), 4, "row_changed"],
  ["the actor's e-mail", changedField({ actorEmail: null }), 4, "row_changed"],
  ["the actor's role", changedField({ actorRole: "owner" }), 4, "row_changed"],
  ["the action", changedField({ action: "api_key.deleted" }), 4, "row_changed"],
  ["the kind of target", changedField({ targetKind: "executor" }), 4, "row_changed"],
  ["the target's id", changedField({ targetId: "key_x" }), 4, "row_changed"],
  ["the target's name", changedField({ targetName: "x" }), 4, "row_changed"],
  ["the details", changedField({ details: '{"cause":"rotation"}' }), 4, "row_changed"],
  ["a space in the details", changedField({ details: '{ "cause":"manual"}' }), 4, "row_changed"],
  ["the source address", changedField({ sourceAddress: "192.0.2.9" }), 4, "row_changed"],
  ["the row's id", changedField({ id: "aud_x" }), 4, "row_changed"],
  ["a row's hash", changedField({ hash: "0".repeat(64) }), 4, "row_changed"],
  ["a row's link", changedField({ previousHash: "0".repeat(64) }), 4, "row_changed"],
  ["the first row", (log) => log.change(1, { targetName: "x" }), 1, "row_changed"],
  ["a row in the middle, deleted", (log) => log.remove(4), 5, "rows_missing"],
  ["the first row, deleted", (log) => log.remove(1), 2, "rows_missing"],
  ["the last row, deleted", (log) => log.remove(8), 8, "end_missing"],
  ["a row inserted at the end", async (log) => insertCopy(log, 9), 9, "row_changed"],
  ["a row inserted before the first", async (log) => insertCopy(log, 0), 0, "row_misplaced"],
  [
    "a row replaced by another of the same content",
    async (log) => {
      await log.change(4, { sequence: 100 });
      await insertCopy(log, 4);
      await log.remove(100);
    },
    4,
    "row_changed",
  ],
  [
    "two rows that changed places",
    async (log) => {
      await log.change(4, { sequence: 100 });
      await log.change(5, { sequence: 4 });
      await log.change(100, { sequence: 5 });
    },
    4,
    "row_changed",
  ],
  [
    "the head, moved back",
    async (log) => log.setHead({ sequence: 6, hash: (await log.row(6)).hash }),
    7,
    "row_misplaced",
  ],
  ["the head's hash", (log) => log.setHead({ sequence: 8, hash: "0".repeat(64) }), 8, "row_changed"],
];

async function insertCopy(log: Log, sequence: number): Promise<void> {
  const row = await log.row(3);
  await log.rows.create({ data: { ...row, id: `aud_${sequence}_${log.organizationId}`, sequence } });
}

async function seedLog(server: TestServer): Promise<{ tenant: Tenant; owner: Client; log: Log }> {
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

async function download(client: Client, query: string) {
  const response = await fetch(`${client.url}/api/audit/export?${query}`, { headers: { cookie: client.cookie } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, body: new TextDecoder().decode(bytes) };
}

/** Checks what was exported as the command does. */
async function verifyOffline(lines: string, knownHead: string | null = null) {
  async function* each() {
    yield* lines.split("\n");
  }
  return verifyExport(each(), { sha256, knownHead });
}

/** Runs the command as an auditor would, with a file on its standard input. */
async function runCommand(lines: string, ...args: string[]): Promise<{ status: number; words: string }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", COMMAND, ...args]);
  const ended = new Promise<number>((resolve) => child.once("close", resolve));
  child.stdin.on("error", () => {});
  child.stdin.end(lines);
  const [out, problems, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, words: out + problems };
}

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

describe.each(dialects)("the chain of an audit log on %s", (dialect: Dialect) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

  test("is found unbroken, with its length and its head", async () => {
    const { owner, log } = await seedLog(server);
    const { hash } = await log.row(ROWS);
    expect(await owner.trpc.audit.verify.query()).toEqual({ ok: true, checked: ROWS, head: hash, firstBad: null });
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
  }, 180_000);

  describe("exported", () => {
    test("as JSON Lines is checked offline, with its head, and shows the same tampering", async () => {
      const { tenant, owner, log } = await seedLog(server);
      const { headers, body } = await download(owner, "format=jsonl");
      const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
      expect(headers.get("content-disposition")).toBe(`attachment; filename="audit-log-${tenant.slug}-${today}.jsonl"`);
      const lines = body.trimEnd().split("\n");
      expect(lines).toHaveLength(ROWS);
      expect(JSON.parse(lines[0]!)).toMatchObject({ sequence: 1, details: { cause: "manual" }, at: day.toISOString() });

      const { hash } = await log.row(ROWS);
      const words = `The chain is unbroken: rows 1 to 8.\nHead: ${hash}`;
      expect(await verifyOffline(body)).toEqual({ exitCode: 0, words });
      expect((await verifyOffline(body, hash)).words).toContain("The head that was given is that of row 8.");
      const cut = `${lines.slice(0, 6).join("\n")}\n`;
      expect(await verifyOffline(cut)).toMatchObject({ exitCode: 0 });
      const noticed = await verifyOffline(cut, hash);
      expect(noticed.exitCode).toBe(1);
      expect(noticed.words).toContain("After row 6: The head that was noted earlier is the hash of no row");
      const changed = await verifyOffline(body.replace('"targetName":"+1"', '"targetName":"+2"'));
      expect(changed.exitCode).toBe(1);
      expect(changed.words).toContain(`Row 2 (${(await log.row(2)).id}): Its content is not what it was`);
      expect(changed.words).toContain("Row 1 is unbroken.");
      expect(await verifyOffline(`\ufeff${body.replaceAll("\n", "\r\n")}`)).toEqual({ exitCode: 0, words });
      const missing = await verifyOffline(lines.slice(2).join("\n"));
      expect(missing.words).toContain("Export as an owner, without filters.");
    });

    test("as CSV holds every row, with formulas made harmless", async () => {
      const { owner } = await seedLog(server);
      const { headers, bytes, body } = await download(owner, "format=csv");
      expect(headers.get("content-type")).toContain("text/csv");
      expect(headers.get("content-disposition")).toMatch(/^attachment; filename="audit-log-[a-z0-9-]+-\d{8}\.csv"$/);
      const lines = body.split("\r\n");
      expect(lines[0]).toContain("Number,Id,Time (UTC)");
      expect([...bytes.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, "N".charCodeAt(0)]);
      expect(body.split("\ufeff")).toHaveLength(1);
      expect(lines).toHaveLength(ROWS + 2);
      for (const cell of [
        ",'@sum,",
        ",'+1,",
        ",'-1,",
        `,"'=HYPERLINK(""http://evil"")",`,
        ',"a,""b""\nc",',
        ",é 日本,",
      ]) {
        expect(body).toContain(cell);
      }
      expect(await verifyOffline(body)).toMatchObject({ exitCode: 78 });
    });

    test("holds what the filters leave, and what its reader may see", async () => {
      const { tenant, owner } = await seedLog(server);
      const count = async (client: Client, query: string) =>
        (await download(client, `format=jsonl&${query}`)).body.split("\n").length - 1;
      expect(await count(owner, "targetId=key_3")).toBe(1);
      expect(await count(owner, `from=${encodeURIComponent("2026-06-01T14:00:00+02:00")}`)).toBe(ROWS);
      expect(await count(owner, `to=${encodeURIComponent("2026-06-01T14:00:00+02:00")}`)).toBe(0);
      const member = await server.signIn(await server.addMember(tenant, "member"));
      expect(await count(member, "")).toBe(0);
    });

    test.each([
      ["format=xml", 400, "invalid_input"],
      ["", 400, "invalid_input"],
      ["format=csv&action=nonsense", 400, "invalid_input"],
      ["format=csv&from=yesterday", 400, "invalid_input"],
      ["format=csv&unheard=of", 400, "invalid_input"],
    ])("as %s is refused", async (query, status, reason) => {
      const { owner } = await seedLog(server);
      const refused = await download(owner, query);
      expect(refused.status).toBe(status);
      expect(JSON.parse(refused.body)).toMatchObject({ error: { reason } });
    });

    test("without a session, or without a membership, is refused", async () => {
      expect((await download(server.anonymous(), "format=csv")).status).toBe(401);
      const { tenant } = await seedLog(server);
      const person = await server.addMember(tenant, "member");
      const client = await server.signIn(person);
      await server.database.client.member.deleteMany({ where: { userId: person.userId } });
      expect((await download(client, "format=csv")).status).toBe(403);
    });
  });
});

describe("excalibur-audit", () => {
  test.each([
    ["another command", ["check", "file"]],
    ["a head that is none", ["verify", "-", "--head", "abc"]],
    ["a file that is not there", ["verify", "/nowhere/at-all.jsonl"]],
  ])("says what is wrong with %s, and ends with 78", async (_what, args) => {
    const { status, words } = await runCommand("", ...args);
    expect(words).toMatch(/excalibur-audit verify FILE|can't be read/);
    expect(status).toBe(78);
  });

  test("ends with 0 for an unbroken chain, 1 for a broken one, 78 for none", async () => {
    const target = { kind: "api_key", id: "key_1", name: "prod" } as const;
    const actor = { kind: "system", name: "Excalibur" } as const;
    const row = chainedFields(
      { organizationId: "org_1", at: day, actor, action: "api_key.deleted", target, details: {}, sourceAddress: null },
      { id: "aud_1", sequence: 1, previousHash: GENESIS_HASH },
    );
    const hash = sha256(chainedText(row));
    const line = `${writeAuditLine({ ...row, hash })}\n`;
    expect(await runCommand(line, "verify", "-", "--head", hash)).toMatchObject({ status: 0 });
    expect(await runCommand(line.replace("prod", "test"), "verify", "-")).toMatchObject({ status: 1 });
    expect(await runCommand("\n", "verify", "-")).toEqual({ status: 78, words: "The file has no rows.\n" });
  });
});
