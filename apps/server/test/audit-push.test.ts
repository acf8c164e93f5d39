import { once } from "node:events";
import { rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { readAuditLine } from "@excalibur/api/server";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { verifyExport } from "../src/audit-command/verify-export.ts";
import { PushCursors } from "../src/audit-push/push-cursors.ts";
import { pushLogs } from "../src/audit-push/push-logs.ts";
import type { PushSender } from "../src/audit-push/push-sender.ts";
import { createSyslogPush } from "../src/audit-push/push-to-syslog.ts";
import { sha256 } from "../src/secrets.ts";
import { createReads } from "../src/stores/prisma-reads.ts";
import { StaleWhileRevalidate } from "../src/stores/stale-while-revalidate.ts";
import { seedLog } from "./harness/audit-log.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { eventually } from "./harness/eventually.ts";
import { makeCertificate } from "./harness/make-certificate.ts";
import { startTestReceiver, type TestReceiver } from "./harness/test-receiver.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

interface Pushed {
  readonly type: string;
  readonly data: { readonly organizationId: string; readonly rows: object[] };
}

/** What `excalibur-audit verify` says of lines. */
async function verify(lines: readonly string[]) {
  async function* each() {
    yield* lines;
  }
  return verifyExport(each(), { sha256, knownHead: null });
}

describe.each(dialectsOfLane("postgresql"))("audit logs of %s that are pushed to a webhook", (dialect) => {
  let receiver: TestReceiver;
  let server: TestServer;
  beforeAll(async () => {
    receiver = await startTestReceiver();
    const push = { EXCALIBUR_AUDIT_PUSH_URL: receiver.url, EXCALIBUR_AUDIT_PUSH_SECRET: SECRET };
    server = await startTestServer(dialect, push, { repeatsJobs: true });
  });
  afterAll(async () => {
    await server.close();
    await receiver.close();
  });

  const rowsOf = (organizationId: string) =>
    receiver.received
      .map(({ body }) => JSON.parse(body) as Pushed)
      .filter(({ data }) => data.organizationId === organizationId)
      .flatMap(({ data }) => data.rows.map((row) => JSON.stringify(row)));

  test("come signed, in order, and verify as an export does", async () => {
    const { tenant, owner } = await seedLog(server);
    await owner.trpc.apiKeys.create.mutate({ name: "web-1", target: { kind: "newExecutor" } });
    await eventually(async () => expect(rowsOf(tenant.organizationId)).toHaveLength(9));
    expect((await verify(rowsOf(tenant.organizationId))).words).toContain("rows 1 to 9");
    for (const { headers, body } of receiver.received) {
      expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({ type: "audit.rows" });
      expect(() => new Webhook(SECRET).verify(body.replace("audit.rows", "audit.rowz"), headers)).toThrow();
    }
  });

  test("verify also where rows came again, and a row that came again as another one is named", async () => {
    const { tenant } = await seedLog(server);
    await eventually(async () => expect(rowsOf(tenant.organizationId)).toHaveLength(8));
    const rows = rowsOf(tenant.organizationId);
    const repeated = await verify([...rows.slice(0, 5), ...rows.slice(0, 5), ...rows.slice(3), ...rows.slice(7)]);
    expect(repeated).toMatchObject({ exitCode: 0, words: expect.stringContaining("with the same content: 8.") });
    const another = rows[3]?.replace("api_key.revoked", "api_key.deleted") ?? "";
    expect(await verify([...rows, another])).toMatchObject({
      exitCode: 1,
      words: expect.stringMatching(/^The chain is broken\.\nRow 4 /),
    });
    const { tenant: other } = await seedLog(server);
    await eventually(async () => expect(rowsOf(other.organizationId)).toHaveLength(8));
    expect(await verify([...rows, ...rowsOf(other.organizationId)])).toMatchObject({
      exitCode: 78,
      words: expect.stringContaining("more than one organization"),
    });
  });

  test("are kept while the receiver fails, and go on after a restart where they were", async () => {
    const { tenant, owner } = await seedLog(server);
    await eventually(async () => expect(rowsOf(tenant.organizationId)).toHaveLength(8));
    receiver.answer((response) => response.writeHead(500).end());
    await owner.trpc.apiKeys.create.mutate({ name: "while it fails", target: { kind: "newExecutor" } });
    const cursor = () =>
      server.database.client.auditPushCursor.findFirst({ where: { organizationId: tenant.organizationId } });
    await eventually(async () => expect((await cursor())?.failures).toBeGreaterThan(0));
    expect((await cursor())?.sequence).toBe(8);
    const before = receiver.received.length;
    receiver.answer((response) => response.writeHead(204).end());
    await server.restart();
    server.advanceClock(10 * 60_000);
    await eventually(async () => expect(await cursor()).toMatchObject({ sequence: 9, failures: 0 }));
    const after = receiver.received.slice(before).map(({ body }) => JSON.parse(body) as Pushed);
    const rows = after
      .filter(({ data }) => data.organizationId === tenant.organizationId)
      .flatMap(({ data }) => data.rows);
    expect(rows).toMatchObject([{ sequence: 9, targetName: "while it fails" }]);
  });
});

describe.each(dialectsOfLane("postgresql"))("several server processes that push the logs of %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(dialect, {}, { repeatsJobs: true });
  });
  afterAll(() => server.close());

  const process = (claimedBy: string, sender: PushSender, now: () => Date) => {
    const { auditChain } = createReads(server.database, new StaleWhileRevalidate());
    const cursors = new PushCursors({ database: server.database, destination: "d", claimedBy, now });
    return pushLogs({ cursors, sender, auditChain, now, onOutcome: () => {} });
  };

  test("leave a log to the one that has it, and take it over once its claim has run out", async () => {
    const { tenant } = await seedLog(server);
    const sent: [string, number][] = [];
    const sender = (name: string, meanwhile?: () => Promise<void>): PushSender => ({
      send: async (rows) => {
        for (const row of rows) if (row.organizationId === tenant.organizationId) sent.push([name, row.sequence]);
        await meanwhile?.();
        return { outcome: "delivered", answer: "204" };
      },
    });
    const start = new Date("2026-06-01T12:00:00Z");
    const later = new Date(start.getTime() + 61_000);
    await process(
      "first",
      sender("first", async () => {
        await process("second", sender("second"), () => start);
        expect(sent).toHaveLength(8);
        await process("third", sender("third"), () => later);
      }),
      () => start,
    );
    expect(sent.map(([name]) => name)).toEqual([...Array(8).fill("first"), ...Array(8).fill("third")]);
    await process("second", sender("second"), () => later);
    expect(sent).toHaveLength(16);
  });
});

test("rows go to a syslog server over TLS, framed by their length, and are delivered when it has read all of them", async () => {
  const server = await startTestServer("sqlite", {}, { repeatsJobs: true });
  onTestFinished(() => server.close());
  const { tenant, log } = await seedLog(server);
  const { folder, cert, key } = makeCertificate("localhost");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const received: string[] = [];
  const listener = createServer({ key, cert }, (socket: TLSSocket) => {
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("end", () => received.push(...unframe(Buffer.concat(chunks))));
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  onTestFinished(() => void listener.close());
  const url = `tls://localhost:${(listener.address() as AddressInfo).port}`;
  const rows = await log.rows.findMany({
    where: { organizationId: tenant.organizationId },
    orderBy: { sequence: "asc" },
  });

  expect(await createSyslogPush(url).send(rows)).toMatchObject({ outcome: "try_again" });
  expect(received).toEqual([]);
  expect(await createSyslogPush(url, { ca: cert }).send(rows)).toMatchObject({ outcome: "delivered" });
  await eventually(async () => expect(received).toHaveLength(8));
  expect(received[4]).toMatch(/^<109>1 2026-06-01T12:00:00\.000Z \S+ excalibur - api_key\.revoked - \{/);
  const lines = received.map((message) => message.slice(message.indexOf("{")));
  expect(readAuditLine(lines[4] ?? "")).toMatchObject({ sequence: 5, targetName: "é 日本" });
  expect(await verify(lines)).toMatchObject({ exitCode: 0 });
});

test("rows go to a collector of OpenTelemetry as log records", async () => {
  const receiver = await startTestReceiver();
  onTestFinished(() => receiver.close());
  const push = { EXCALIBUR_AUDIT_PUSH_URL: `otlp+http://127.0.0.1:${receiver.port}` };
  const server = await startTestServer("sqlite", push, { repeatsJobs: true });
  onTestFinished(() => server.close());
  const { tenant } = await seedLog(server);
  await eventually(async () => expect(receiver.received).not.toEqual([]));
  const { path, body } = receiver.received[0]!;
  expect(path).toBe("/v1/logs");
  const { resourceLogs } = JSON.parse(body) as { resourceLogs: { scopeLogs: { logRecords: LogRecord[] }[] }[] };
  const records = resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
  expect(records).toHaveLength(8);
  expect(records[0]).toMatchObject({
    timeUnixNano: `${Date.parse("2026-06-01T12:00:00Z")}000000`,
    attributes: expect.arrayContaining([
      { key: "excalibur.organization.id", value: { stringValue: tenant.organizationId } },
    ]),
  });
  expect(await verify(records.map((record) => record.body.stringValue))).toMatchObject({ exitCode: 0 });
});

interface LogRecord {
  readonly body: { readonly stringValue: string };
}

/** The messages of octet counting. */
function unframe(bytes: Buffer): string[] {
  const messages: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(" ", at);
    const length = Number(bytes.subarray(at, space).toString());
    messages.push(bytes.subarray(space + 1, space + 1 + length).toString());
    at = space + 1 + length;
  }
  return messages;
}
