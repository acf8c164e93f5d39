import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyExport } from "../src/audit-command/verify-export.ts";
import { sha256 } from "../src/secrets.ts";
import { day, download, ROWS, seedLog } from "./harness/audit-log.ts";
import type { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

/** Checks what was exported as the command does. */
async function verifyOffline(lines: string, knownHead: string | null = null) {
  async function* each() {
    yield* lines.split("\n");
  }
  return verifyExport(each(), { sha256, knownHead });
}

describe.each(dialectsOfLane("sqlite"))("an audit log exported from %s", (dialect) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

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
