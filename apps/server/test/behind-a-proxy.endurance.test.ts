import { expect, test } from "vitest";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const signInFrom = (server: TestServer, address: string, email: string, password: string) =>
  fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: JSON.stringify({ email, password }),
  });

const createKeyFrom = async (server: TestServer, address: string) => {
  const { owner, organizationId } = await server.addOrganization("Acme");
  const { cookie } = await server.signIn(owner);
  await fetch(`${server.url}/trpc/apiKeys.create`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address, cookie },
    body: JSON.stringify({ json: { name: "x", target: { kind: "newExecutor" } } }),
  });
  return server.database.client.auditRow.findFirst({ where: { organizationId, action: "api_key.created" } });
};

test("behind a trusted proxy each client has limits of its own, and the audit log names its address", async () => {
  const server = await startTestServer("sqlite", { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
  for (let failure = 0; failure < 10; failure++) await signInFrom(server, "198.51.100.1", "a@b.test", "wrong password");
  expect((await signInFrom(server, "198.51.100.1", "a@b.test", "wrong password")).status).toBe(429);
  expect((await signInFrom(server, "198.51.100.2", "a@b.test", "wrong password")).status).toBe(401);
  expect(await createKeyFrom(server, "198.51.100.2")).toMatchObject({ sourceAddress: "198.51.100.2" });
  await server.close();
});

test("without a trusted proxy a client can't choose the address it is counted and logged under", async () => {
  const server = await startTestServer("sqlite");
  expect(await createKeyFrom(server, "198.51.100.2")).toMatchObject({ sourceAddress: "127.0.0.1" });
  for (let failure = 0; failure < 10; failure++) {
    await signInFrom(server, `198.51.100.${failure}`, "a@b.test", "wrong password");
  }
  expect((await signInFrom(server, "203.0.113.1", "a@b.test", "wrong password")).status).toBe(429);
  await server.close();
});
