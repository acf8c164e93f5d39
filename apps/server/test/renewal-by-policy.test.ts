import { beforeEach, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { instructionsOf, renew } from "./harness/renew.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(dialectsOfLane("sqlite"))("a renewal that the policy asks for on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  beforeEach(async () => {
    server = await startTestServer(dialect);
    owner = await server.signIn((await server.addOrganization("Acme")).owner);
    return () => server.close();
  });

  const connect = async (name: string) => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({
      name,
      target: { kind: "newExecutor" },
      expiresInDays: 10,
    });
    await owner.sync(secret, { name });
    return { keyId: key.id, secret };
  };

  test("is due once so much of the key's life is over, and gives the successor a new life", async () => {
    await owner.trpc.policies.update.mutate({ defaultLifeDays: 10, renewAtPercent: 80 });
    const { keyId, secret } = await connect("web-1");
    server.advanceClock(8 * DAY_MS - 60_000);
    expect(await instructionsOf(owner, secret, "web-1")).toEqual([]);
    server.advanceClock(60_000);
    expect(await instructionsOf(owner, secret, "web-1")).toEqual([{ kind: "renew", keyId }]);

    const own = ownSecret();
    const { secretHash, hint } = own;
    const issued = await renew({ url: server.url }, secret, { name: "web-1", secretHash, hint });
    expect(issued.status).toBe(200);
    expect(await instructionsOf(owner, own.secret, "web-1")).toEqual([]);
    const { createdAt, expiresAt } = await owner.trpc.apiKeys.get.query({ id: issued.body.key!.id });
    expect(expiresAt!.getTime() - createdAt.getTime()).toBe(10 * DAY_MS);
    expect(await owner.trpc.apiKeys.get.query({ id: keyId })).toMatchObject({ status: "revoked" });
  });

  test("is not asked for where the successor would end with its predecessor, nor for a key that a person has rotated", async () => {
    await owner.trpc.policies.update.mutate({ renewAtPercent: 10 });
    const { keyId, secret } = await connect("web-1");
    server.advanceClock(2 * DAY_MS);
    expect(await instructionsOf(owner, secret, "web-1")).toEqual([]);
    await owner.trpc.policies.update.mutate({ longestLifeDays: 30, renewAtPercent: 10 });
    expect(await instructionsOf(owner, secret, "web-1")).toEqual([{ kind: "renew", keyId }]);
    await owner.trpc.apiKeys.rotate.mutate({ id: keyId, oldKeyEnds: { kind: "whenMoved" } });
    expect(await instructionsOf(owner, secret, "web-1")).toEqual([]);
  });
});
