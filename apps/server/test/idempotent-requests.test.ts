import { MANAGEMENT_SCOPES } from "@excalibur/api/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { copyRow } from "./harness/copy-rows.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const CREATION = { name: "prod", target: { kind: "newExecutor" } };

describe.each(dialectsOfLane("sqlite"))("a request with an Idempotency-Key on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  let secret: string;

  let identifications = 0;

  beforeAll(async () => {
    server = await startTestServer(
      dialect,
      {},
      {
        through: (database) => ({
          ...database,
          readRaw(read, values) {
            if (read.name === "excalibur_find_management_keys") identifications++;
            return database.readRaw(read, values);
          },
        }),
      },
    );
    owner = await server.signIn((await server.addOrganization("Acme")).owner);
    secret = await keyOf("program");
  });
  afterAll(() => server.close());

  const keyOf = async (name: string) =>
    (await owner.trpc.managementKeys.create.mutate({ name, scopes: [...MANAGEMENT_SCOPES], expiresInDays: 30 })).secret;

  const post = async (path: string, idempotencyKey: string | undefined, body: object, by: string = secret) => {
    const response = await fetch(`${server.url}${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${by}`,
        "content-type": "application/json",
        ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const { headers, status } = response;
    return {
      status,
      text,
      answer: JSON.parse(text),
      isReplayed: headers.get("idempotency-replayed") === "true",
      headers,
    };
  };
  const total = async () => (await owner.trpc.apiKeys.list.query({})).total;

  test("is carried out once, and answered alike each time it is sent, the secret of the new key included", async () => {
    const before = await total();
    const first = await post("/v1/keys", "once", CREATION);
    expect(first).toMatchObject({ status: 201, isReplayed: false });
    for (const again of [await post("/v1/keys", "once", CREATION), await post("/v1/keys", "once", CREATION)]) {
      expect(again).toMatchObject({ status: 201, text: first.text, isReplayed: true });
      expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
    }
    expect(await total()).toBe(before + 1);
  });

  test("is carried out once when it is sent ten times at the same time", async () => {
    const before = await total();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("/v1/keys", "at-once", CREATION)));
    expect(await total()).toBe(before + 1);
    const created = answers.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ text }) => text)).size).toBe(1);
    for (const { status, answer, headers } of answers.filter((one) => !created.includes(one))) {
      expect({ status, reason: answer.reason }).toEqual({ status: 409, reason: "idempotency_key_in_use" });
      expect(headers.get("retry-after")).not.toBeNull();
    }
    expect(await post("/v1/keys", "at-once", CREATION)).toMatchObject({ text: created[0]?.text, isReplayed: true });
  });

  test("with another body or at another path is refused, and changes nothing", async () => {
    await post("/v1/keys", "reused", CREATION);
    const before = await total();
    const reused = { status: 409, answer: { reason: "idempotency_key_reused" } };
    expect(await post("/v1/keys", "reused", { ...CREATION, name: "other" })).toMatchObject(reused);
    expect(await post("/v1/keys/revoke-many", "reused", CREATION)).toMatchObject(reused);
    expect(await total()).toBe(before);
  });

  const READS = [
    ["/v1/keys/preview", {}, { neverUsed: true }],
    ["/v1/policy/preview", {}, { longestLifeDays: 90 }],
    ["/v1/codes/for-locked-out", {}, { expiresInMinutes: 5 }],
  ] as const;

  test.each(READS)("that changes nothing is answered once all the same: POST %s", async (path, body, other) => {
    const name = `reads ${path}`.replaceAll(" ", "-");
    const first = await post(path, name, body);
    await post("/v1/keys", undefined, CREATION);
    expect(await post(path, name, body)).toMatchObject({ status: first.status, text: first.text, isReplayed: true });
    expect(await post(path, name, other)).toMatchObject({ status: 409, answer: { reason: "idempotency_key_reused" } });
  });

  test("that changes nothing and has a long answer is answered again, so that one who reads can't fill the database", async () => {
    const { answer } = await post("/v1/keys", undefined, CREATION);
    const { idempotentRequest } = server.database.client;
    await copyRow(server, "api_key", answer.key.id, 200, { id: "id || '_' || n", secret_hash: "secret_hash || n" });
    const before = await idempotentRequest.count();
    for (const isReplayed of [false, false]) {
      expect(await post("/v1/keys/preview", "long", {})).toMatchObject({ status: 200, isReplayed });
    }
    expect(await idempotentRequest.count()).toBe(before);
  });

  test("of another management key is another request", async () => {
    const first = await post("/v1/keys", "shared", CREATION);
    const other = await post("/v1/keys", "shared", CREATION, await keyOf("another program"));
    expect(other).toMatchObject({ status: 201, isReplayed: false });
    expect(other.text).not.toBe(first.text);
  });

  test("that was refused is tried again", async () => {
    const { answer } = await post("/v1/keys", undefined, CREATION);
    const path = `/v1/keys/${answer.key.id}/resume`;
    expect(await post(path, "resume", {})).toMatchObject({ status: 409, answer: { reason: "key_not_paused" } });
    await post(`/v1/keys/${answer.key.id}/pause`, undefined, { minutes: 5 });
    expect(await post(path, "resume", {})).toMatchObject({ status: 200, isReplayed: false });
    expect(await post(path, "resume", {})).toMatchObject({ status: 200, isReplayed: true });
  });

  test("whose key is no printable text is refused in words", async () => {
    for (const idempotencyKey of ["", "a b", "x".repeat(256)]) {
      expect(await post("/v1/keys", idempotencyKey, CREATION)).toMatchObject({
        status: 400,
        answer: { reason: "invalid_input", fields: { "Idempotency-Key": [expect.any(String)] } },
      });
    }
  });

  test("that changes several hundred keys is claimed by its first change, and repeated as a whole", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) ids.push((await post("/v1/keys", undefined, CREATION)).answer.key.id);
    const first = await post("/v1/keys/revoke-many", "bulk", { ids });
    expect(first).toMatchObject({ status: 200, answer: { revoked: expect.arrayContaining(ids) } });
    expect(await post("/v1/keys/revoke-many", "bulk", { ids })).toMatchObject({ text: first.text, isReplayed: true });
  });

  test("leaves no secret in the database, also where the answer was one", async () => {
    const { answer } = await post("/v1/keys", "sealed", CREATION);
    const rows = await server.database.client.idempotentRequest.findMany();
    expect(rows.length).toBeGreaterThan(0);
    const stored = JSON.stringify(rows);
    for (const text of [answer.secret, answer.key.id, "sealed", secret]) expect(stored).not.toContain(text);
    for (const { answer: sealed } of rows) {
      expect(Buffer.from(sealed ?? "", "base64").toString("latin1")).not.toContain(answer.secret);
    }
  });

  test("has its management key identified once, and so counts once among that key's requests", async () => {
    identifications = 0;
    expect(await post("/v1/keys", "counted", CREATION)).toMatchObject({ status: 201 });
    expect(await post("/v1/keys", "counted", CREATION)).toMatchObject({ isReplayed: true });
    expect(identifications).toBe(2);
  });

  test("whose answer was lost is not carried out again, and says so", async () => {
    const first = await post("/v1/keys", "lost", CREATION);
    const before = await total();
    const { idempotentRequest } = server.database.client;
    const [row] = await idempotentRequest.findMany({ orderBy: { claimedAt: "desc" }, take: 1 });
    const where = { managementKeyId: row?.managementKeyId ?? "", keyHash: row?.keyHash ?? "" };
    await idempotentRequest.updateMany({ where, data: { answer: null } });
    expect(await post("/v1/keys", "lost", CREATION)).toMatchObject({ answer: { reason: "idempotency_key_in_use" } });
    await idempotentRequest.updateMany({ where, data: { claimedAt: new Date(Date.now() - 61_000) } });
    expect(await post("/v1/keys", "lost", CREATION)).toMatchObject({ answer: { reason: "idempotency_answer_lost" } });
    expect(first.status).toBe(201);
    expect(await total()).toBe(before);
  });
});
