import { createTestDatabaseUrl } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import { callProcedure } from "./harness/call.ts";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess } from "./harness/server-process.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

test("while PostgreSQL is away no key is refused: after the end of the lease every sync is answered with `unavailable`", async () => {
  const { url, remove } = await createTestDatabaseUrl("postgresql");
  const env = { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
  const server = await ServerProcess.start({ ...env, ...OWNER_VARIABLES });
  const owner = new Client(server.url);
  await owner.signIn(OWNER);
  const warm = await owner.trpc.apiKeys.create.mutate({ name: "warm", target: NEW_EXECUTOR });
  const program = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
  const { secret: managementKey } = await owner.trpc.managementKeys.create.mutate(program);
  const cold = await owner.trpc.apiKeys.create.mutate({ name: "cold", target: NEW_EXECUTOR });
  expect(await owner.sync(warm.secret, { name: "warm-1" })).toMatchObject({ status: 200 });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

  await remove();
  expect(await owner.sync(cold.secret, { name: "cold-1" })).toMatchObject({ status: 503, reason: "unavailable" });
  expect(await owner.sync(warm.secret, { name: "a-new-one" })).toMatchObject({ status: 503, reason: "unavailable" });
  const answers = new Set<string>();
  await eventually(async () => {
    const { reason } = await owner.sync(warm.secret, { name: "warm-1" });
    answers.add(reason ?? "accepted");
    expect(reason).toBe("unavailable");
  });
  expect([...answers].filter((answer) => answer !== "accepted")).toEqual(["unavailable"]);
  for (const [type, path, input] of [
    ["query", "apiKeys.list", {}],
    ["query", "setup.status", undefined],
    ["mutation", "apiKeys.revoke", { id: warm.key.id }],
  ] as const) {
    const answer = await callProcedure(server.url, type, path, input, { cookie: owner.cookie });
    expect({ path, ...answer }).toMatchObject({ path, status: 503, outcome: "unavailable" });
  }
  const rest = await fetch(`${server.url}/v1/keys`, { headers: { authorization: `Bearer ${managementKey}` } });
  expect(rest.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(Number(rest.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await rest.json()).toMatchObject({ status: 503, reason: "unavailable" });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.stop();
});
