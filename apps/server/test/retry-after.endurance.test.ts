import { expect, onTestFinished, test } from "vitest";
import { startTestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

test("more than 300 unknown keys a minute from one address have to wait, with Retry-After", async () => {
  const flooded = await startTestServer("postgresql");
  const client = await flooded.signIn((await flooded.addOrganization("Flooded")).owner);
  const { key, secret: known } = await client.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
  await client.sync(known, { name: "x" });
  const unknown = await client.trpc.apiKeys.create.mutate({ name: "y", target: NEW_EXECUTOR });
  await client.trpc.apiKeys.revoke.mutate({ id: unknown.key.id });
  await client.trpc.apiKeys.delete.mutate({ id: unknown.key.id });
  for (let index = 0; index < 300; index++) {
    expect(await client.sync(unknown.secret, { name: "y" })).toMatchObject({ reason: "key_unknown" });
  }
  const limited = await client.sync(unknown.secret, { name: "y" });
  expect(limited).toMatchObject({ status: 429, reason: "rate_limited" });
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await client.sync(known, { name: "x" })).toMatchObject({ status: 200 });
  expect(key.status).toBe("active");
  await flooded.close();
});

test("after 10 failed sign-ins an address has to wait, even with the right password", async () => {
  const guessed = await startTestServer("postgresql");
  const { owner: person } = await guessed.addOrganization("Guessed");
  const client = guessed.anonymous();
  for (let index = 0; index < 10; index++) {
    expect((await client.signIn({ email: person.email, password: "wrong wrong wrong" })).status).toBe(401);
  }
  const response = await client.signIn(person);
  expect(response.status).toBe(429);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  await guessed.close();
});

test("a management key that requests too much gets `Retry-After` from the REST API, and from a procedure also for a large body", async () => {
  const server = await startTestServer("postgresql");
  onTestFinished(() => server.close());
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  const program = { name: "program", scopes: ["members:read" as const], expiresInDays: 1 };
  const { secret } = await owner.trpc.managementKeys.create.mutate(program);
  const ask = () => fetch(`${server.url}/v1/events`, { headers: { authorization: `Bearer ${secret}` } });
  let limited: Response | undefined;
  for (let sent = 0; sent <= 1_200 && limited === undefined; sent += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
    limited = answers.find(({ status }) => status === 429);
  }
  expect(await limited?.json()).toMatchObject({ reason: "too_many_requests" });
  expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
  const large = await fetch(`${server.url}/trpc/apiKeys.create`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ json: { note: "x".repeat(100_000) } }),
  });
  expect(large.status).toBe(429);
  expect(await large.text()).toContain("too_many_requests");
  expect(Number(large.headers.get("retry-after"))).toBeGreaterThan(0);
});
