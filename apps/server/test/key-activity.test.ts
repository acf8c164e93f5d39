import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reasonOf, type Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe.each(dialectsOfLane("sqlite"))("what is remembered of where keys are used from on %s", (dialect) => {
  let server: TestServer;
  let acme: Tenant;
  let owner: Client;

  beforeAll(async () => {
    server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
    // Uses are counted by the hour: from its start on, all of a test are in one.
    server.advanceClock(HOUR_MS - (Date.now() % HOUR_MS));
    acme = await server.addOrganization("Acme");
    owner = await server.signIn(acme.owner);
  });
  afterAll(() => server.close());

  const create = async (name: string) => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });
    return { id: key.id, secret };
  };
  /** One sync as a trusted proxy passes it on. */
  const syncFrom = async (address: string, secret: string, input: { name: string; host?: string }) => {
    const response = await fetch(`${server.url}/v1/sync`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}`, "x-forwarded-for": address },
      body: JSON.stringify({ kind: "agent", version: "1.2.3", ...input }),
    });
    return response.status;
  };
  const activity = (id: string) => owner.trpc.apiKeys.activity.query({ id });
  const newAddressEvents = async (keyId: string) => {
    const { items } = await owner.trpc.events.list.query({ type: "api_key.new_address" });
    return items.filter((event) => event.keyId === keyId);
  };

  test("each executor and address of a key has first, last and count; a new network is marked, and an event once", async () => {
    const { id, secret } = await create("office");
    expect(await syncFrom("192.0.2.7", secret, { name: "office-1" })).toBe(200);
    await server.flushPresence();
    expect(await newAddressEvents(id)).toEqual([]);
    expect((await activity(id)).sources).toMatchObject([{ address: "192.0.2.7", uses: 1, isNew: false }]);

    server.advanceClock(MINUTE_MS);
    expect(await syncFrom("192.0.2.99", secret, { name: "office-1" })).toBe(200);
    expect(await syncFrom("198.51.100.66", secret, { name: "kali-box", host: "kali" })).toBe(200);
    for (let count = 0; count < 3; count++) await syncFrom("198.51.100.66", secret, { name: "kali-box", host: "kali" });
    await server.flushPresence();
    const { sources, sourcesTotal, hours } = await activity(id);
    expect(sourcesTotal).toBe(3);
    expect(sources.find(({ address }) => address === "192.0.2.99")).toMatchObject({ isNew: false, uses: 1 });
    expect(sources.find(({ address }) => address === "198.51.100.66")).toMatchObject({
      executorName: "kali-box",
      isNew: true,
      uses: 4,
    });
    expect(await newAddressEvents(id)).toMatchObject([
      { executor: { name: "kali-box" }, details: { address: "198.51.100.66", network: "198.51.100.0/24" } },
    ]);
    expect(hours.reduce((sum, hour) => sum + hour.syncs, 0)).toBe(6);

    expect(await syncFrom("198.51.100.67", secret, { name: "kali-box", host: "kali" })).toBe(200);
    await server.flushPresence();
    expect(await newAddressEvents(id)).toHaveLength(1);
  });

  test("after it was revoked, the tries of each executor and address stay apart, with host and version", async () => {
    const { id, secret } = await create("leaked");
    expect(await syncFrom("192.0.2.7", secret, { name: "edge-1", host: "edge" })).toBe(200);
    await server.flushPresence();
    await owner.trpc.apiKeys.revoke.mutate({ id, reason: "leaked" });
    server.advanceClock(6_000);
    for (let count = 0; count < 3; count++) {
      expect(await syncFrom("198.51.100.66", secret, { name: "kali-box", host: "kali" })).toBe(401);
    }
    expect(await syncFrom("192.0.2.7", secret, { name: "edge-1", host: "edge" })).toBe(401);
    await server.flushPresence();
    const { tries, hours } = await activity(id);
    expect(tries.toSorted((a, b) => b.tries - a.tries)).toMatchObject([
      {
        executorName: "kali-box",
        address: "198.51.100.66",
        host: "kali",
        version: "1.2.3",
        reason: "key_revoked",
        tries: 3,
      },
      { executorName: "edge-1", address: "192.0.2.7", host: "edge", reason: "key_revoked", tries: 1 },
    ]);
    expect(hours).toMatchObject([{ syncs: 1, refused: 4 }]);
    const executor = (await owner.trpc.executors.list.query({ search: "edge-1" })).items[0]!;
    const own = await owner.trpc.executors.activity.query({ id: executor.id });
    expect(own.tries).toMatchObject([{ executorName: "edge-1", tries: 1 }]);
    expect(own.hours).toMatchObject([{ syncs: 1, refused: 1 }]);
  });

  test("the last 100 refusals of a key are kept, and no more of a flood under many names", async () => {
    const { id, secret } = await create("flooded");
    await owner.trpc.apiKeys.revoke.mutate({ id });
    for (let round = 0; round < 2; round++) {
      const flood = Array.from({ length: 80 }, (_, index) => `flood-${round}-${index}`);
      for (const name of flood) expect(await syncFrom("203.0.113.1", secret, { name })).toBe(401);
      server.advanceClock(6_000);
      await server.flushPresence();
    }
    const { tries, hours } = await activity(id);
    expect(tries).toHaveLength(100);
    expect(tries.filter(({ executorName }) => executorName.startsWith("flood-1-"))).toHaveLength(80);
    expect(hours.reduce((sum, { refused }) => sum + refused, 0)).toBe(160);
  });

  test("the uses of a known pair are written once a minute, and every one is counted", async () => {
    const { id, secret } = await create("steady");
    await syncFrom("192.0.2.7", secret, { name: "steady-1" });
    await server.flushPresence();
    for (let count = 0; count < 12; count++) {
      server.advanceClock(5_000);
      await syncFrom("192.0.2.7", secret, { name: "steady-1" });
    }
    await server.flushPresence();
    expect((await activity(id)).sources).toMatchObject([{ uses: 13 }]);
  });

  test("keys are looked up by hash in the organizations that the caller manages, and in no other", async () => {
    const globex = await server.addOrganization("Globex");
    const [ours, secretOf] = [
      await create("ours"),
      (secret: string) => createHash("sha256").update(secret).digest("hex"),
    ];
    const stranger = await server.signIn(globex.owner);
    const theirs = await stranger.trpc.apiKeys.create.mutate({ name: "theirs", target: NEW_EXECUTOR });
    await syncFrom("192.0.2.7", ours.secret, { name: "ours-1" });
    await server.flushPresence();
    const secretHashes = [secretOf(ours.secret), secretOf(theirs.secret), "0".repeat(64)];
    const { found } = await owner.trpc.apiKeys.lookUp.mutate({ secretHashes });
    expect(found).toMatchObject([
      {
        secretHash: secretHashes[0],
        organization: { id: acme.organizationId },
        key: { id: ours.id, name: "ours" },
        usedFrom: [{ executorName: "ours-1", address: "192.0.2.7", uses: 1 }],
      },
    ]);
    const member = await server.signIn(await server.addMember(acme, "member"));
    expect((await member.trpc.apiKeys.lookUp.mutate({ secretHashes })).found).toEqual([]);
    const many = Array.from({ length: 201 }, () => "0".repeat(64));
    expect(await reasonOf(owner.trpc.apiKeys.lookUp.mutate({ secretHashes: many }))).toBe("invalid_input");
  });
});
