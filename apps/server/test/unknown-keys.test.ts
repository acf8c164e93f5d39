import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { formatSecret } from "@excalibur/api/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, type SyncAnswer } from "./harness/client.ts";
import { countStatements } from "./harness/count-statements.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const EXECUTORS = 40;
const UNKNOWN_A_SECOND = 100;
const ALLOWED = 300;

const unknownSecret = () => formatSecret(randomBytes(32));

describe("unknown keys", () => {
  let server: TestServer;
  let secrets: readonly string[];

  beforeAll(async () => {
    server = await startTestServer("sqlite");
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    secrets = await Promise.all(
      Array.from({ length: EXECUTORS }, async (_, index) => {
        const input = { name: `good ${index}`, target: { kind: "newExecutor" } as const };
        const { secret } = await owner.trpc.apiKeys.create.mutate(input);
        await owner.sync(secret, { name: `good-${index}` });
        return secret;
      }),
    );
    await server.flushPresence();
  });
  afterAll(() => server.close());

  test("of a thousand at once from one address exactly 300 are called unknown, and the others wait", async () => {
    await server.restart();
    const client = new Client(server.url);
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, () => client.sync(unknownSecret(), { name: "stranger" })),
    );
    const reasons = answers.map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === "key_unknown")).toHaveLength(ALLOWED);
    expect(reasons.filter((reason) => reason === "rate_limited")).toHaveLength(1_000 - ALLOWED);
    for (const { status, headers } of answers) {
      if (status === 429) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
  });

  test("good executors come back after a restart, though their address sends unknown ones all the time", async () => {
    await server.restart();
    const client = new Client(server.url);
    const present = () => client.sync(unknownSecret(), { name: "stranger" });
    await Promise.all(Array.from({ length: ALLOWED }, present));
    const strangers: Promise<SyncAnswer>[] = [];
    let isOver = false;
    const flood = (async () => {
      while (!isOver) {
        for (let index = 0; index < UNKNOWN_A_SECOND / 10; index++) strangers.push(present());
        await sleep(100);
      }
    })();
    await expect.poll(() => strangers.length).toBeGreaterThan(0);
    expect(await strangers[0]).toMatchObject({ reason: "rate_limited" });

    const answers = await Promise.all(secrets.map((secret, index) => client.sync(secret, { name: `good-${index}` })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: EXECUTORS }, () => 200));

    // Two reads a second, however many keys they are; the server itself needs a few more statements.
    const statements = countStatements(server);
    const sentBefore = strangers.length;
    await expect.poll(() => strangers.length - sentBefore).toBeGreaterThan(3 * UNKNOWN_A_SECOND);
    const sent = strangers.length - sentBefore;
    expect(statements.stop()).toBeLessThan(sent / 4);
    isOver = true;
    await flood;
    await Promise.all(strangers);
  });

  test("a key that is created after it was refused as unknown is good at once", async () => {
    const owner = await server.signIn((await server.addOrganization("Later")).owner);
    const { secret, key } = await owner.trpc.apiKeys.create.mutate({ name: "k", target: { kind: "newExecutor" } });
    const { apiKey } = server.database.client;
    const row = await apiKey.findUniqueOrThrow({ where: { id: key.id } });
    await apiKey.delete({ where: { id: key.id } });
    expect(await owner.sync(secret, { name: "later" })).toMatchObject({
      reason: expect.stringMatching(/key_unknown|rate_limited/),
    });
    await apiKey.create({ data: row });
    expect(await owner.sync(secret, { name: "later" })).toMatchObject({ status: 200 });
  });
});

describe("unknown management keys", () => {
  let server: TestServer;
  let good: string;

  beforeAll(async () => {
    server = await startTestServer("sqlite");
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const input = { name: "deploy", scopes: ["keys:read" as const], expiresInDays: 1 };
    good = (await owner.trpc.managementKeys.create.mutate(input)).secret;
  });
  afterAll(() => server.close());

  const present = async (secret: string, path: string) => {
    const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${secret}` } });
    const { reason, error } = (await response.json()) as {
      reason?: string;
      error?: { json: { data: { reason: string } } };
    };
    return {
      status: response.status,
      reason: reason ?? error?.json.data.reason,
      wait: response.headers.get("retry-after"),
    };
  };
  const unknown = () => formatSecret(randomBytes(32), "managementKey");

  test("of 400 at once from one address, at both APIs, exactly 300 are called unknown; a good one there is accepted", async () => {
    const paths = ["/v1/keys", "/trpc/apiKeys.list?input=%7B%22json%22%3A%7B%7D%7D"];
    const strangers = Array.from({ length: 400 }, (_, index) => present(unknown(), paths[index % 2] ?? ""));
    const answers = await Promise.all(strangers);
    const reasons = answers.map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === "management_key_unknown")).toHaveLength(ALLOWED);
    expect(reasons.filter((reason) => reason === "rate_limited")).toHaveLength(100);
    for (const { status, wait } of answers) if (status === 429) expect(Number(wait)).toBeGreaterThan(0);

    const more = Array.from({ length: 100 }, () => present(unknown(), "/v1/keys"));
    for (const path of paths) expect(await present(good, path)).toMatchObject({ status: 200 });
    await Promise.all(more);
  });

  test("beyond the limit cost one read in half a second, however many they are", async () => {
    const statements = countStatements(server);
    const answers = await Promise.all(Array.from({ length: 200 }, () => present(unknown(), "/v1/keys")));
    expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(["rate_limited"]));
    expect(statements.stop()).toBeLessThan(50);
  });
});
