import { connectExecutor, systemClock } from "@excalibur/executor";
import { startPostgres, type StartedPostgres } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callProcedure } from "./harness/call.ts";
import { Client } from "./harness/client.ts";
import { LiveSubscription } from "./harness/live-subscription.ts";
import { eventually } from "./harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess } from "./harness/server-process.ts";
import { TcpBalancer } from "./harness/tcp-balancer.ts";
import { TcpProxy } from "./harness/tcp-proxy.ts";
import { tryPausesUnderLoad, warmKey as warmKeyOf } from "./trials/pause-under-load.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** A server process, its cable to the database, and a client that is signed in. */
interface Replica {
  readonly server: ServerProcess;
  readonly cable: TcpProxy;
  readonly client: Client;
}

describe("three server processes on one PostgreSQL", () => {
  let postgres: StartedPostgres;
  let first: Replica;
  let second: Replica;
  let third: Replica;
  const tidyUp: (() => void)[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    first = await startReplica();
    [second, third] = await Promise.all([startReplica(), startReplica()]);
  });
  afterAll(async () => {
    for (const tidy of tidyUp) tidy();
    await postgres.stop();
  });

  async function startReplica(): Promise<Replica> {
    const cable = await TcpProxy.start(postgres.url);
    tidyUp.push(() => cable.close());
    const env = { ...OWNER_VARIABLES, DATABASE_URL: cable.url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
    const server = await ServerProcess.start(env, (tidy) => tidyUp.push(tidy));
    const client = new Client(server.url);
    if (first === undefined) await client.signIn(OWNER);
    else client.cookie = first.client.cookie;
    return { server, cable, client };
  }

  /** A key that every one of these servers has in memory. */
  const warmKey = (replicas: readonly Replica[]) => warmKeyOf(replicas.map(({ client }) => client));

  const revoke = async (id: string) => (await first.client.trpc.apiKeys.revoke.mutate({ id })).receipt;

  test("a key revoked at one is refused by all of them, and the answer says that all have acknowledged", async () => {
    const key = await warmKey([first, second, third]);
    expect(await revoke(key.id)).toMatchObject({ acknowledged: 3, expiredLeases: 0 });
    for (const { client } of [first, second, third]) {
      expect(await client.sync(key.secret, { name: key.id })).toMatchObject({ status: 401, reason: "key_revoked" });
    }
  });

  test("while all of them are presented a key without pause, none accepts it in a request that begins after the return", async () => {
    for (let round = 0; round < 5; round++) {
      const key = await warmKey([first, second, third]);
      let hasReturned = false;
      const acceptedLate: string[] = [];
      const refused = new Set<Client>();
      const present = async ({ client }: Replica) => {
        while (!refused.has(client)) {
          const beganAfterReturn = hasReturned;
          const { status, reason } = await client.sync(key.secret, { name: key.id });
          if (status === 200 && beganAfterReturn) acceptedLate.push(client.url);
          if (reason === "key_revoked" && hasReturned) refused.add(client);
        }
      };
      const load = [first, second, third, first, second, third].map(present);
      await revoke(key.id);
      hasReturned = true;
      await Promise.all(load);
      expect(acceptedLate).toEqual([]);
    }
  });

  test("while all of them are presented a key without pause, none accepts it once its pause has returned, and each does once it is resumed", async () => {
    await tryPausesUnderLoad(
      [first, second, third].map(({ client }) => client),
      5,
    );
  });

  test("a management key revoked under load is accepted by none of them in any of 200 requests that begin after the return", async () => {
    const program = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
    const { key, secret } = await first.client.trpc.managementKeys.create.mutate(program);
    const replicas = [first, second, third];
    const list = async ({ client }: Replica) => {
      const headers = { authorization: `Bearer ${secret}` };
      return callProcedure(client.url, "query", "apiKeys.list", {}, headers);
    };
    let hasReturned = false;
    let accepted = 0;
    const after: string[] = [];
    const present = async (replica: Replica) => {
      while (after.length < 200) {
        const beganAfterReturn = hasReturned;
        const { outcome } = await list(replica);
        if (beganAfterReturn) after.push(outcome);
        else if (outcome === "accepted") accepted += 1;
      }
    };
    const load = [...replicas, ...replicas].map(present);
    await eventually(async () => expect(accepted).toBeGreaterThan(30));
    await second.client.trpc.managementKeys.revoke.mutate({ id: key.id });
    hasReturned = true;
    await Promise.all(load);
    expect(new Set(after)).toEqual(new Set(["management_key_revoked"]));
  });

  test("one that is stopped makes a revoke wait for its lease, and refuses the key when it goes on", async () => {
    const key = await warmKey([first, second, third]);
    third.server.signal("SIGSTOP");
    expect(await revoke(key.id)).toMatchObject({ acknowledged: 2, expiredLeases: 1 });
    const asleep = third.client.sync(key.secret, { name: key.id });
    third.server.signal("SIGCONT");
    expect(await asleep).toMatchObject({ status: 401, reason: "key_revoked" });
  });

  test("one that is cut off from the database answers `unavailable`: never yes to a revoked key, never no to a good one", async () => {
    const [good, revoked] = [await warmKey([first, second]), await warmKey([first, second])];
    second.cable.cut();
    expect(await revoke(revoked.id)).toMatchObject({ expiredLeases: 1 });
    const present = async ({ id, secret }: { id: string; secret: string }) =>
      (await second.client.sync(secret, { name: id })).reason;
    expect(await present(revoked)).toBe("unavailable");
    expect(await present(good)).toBe("unavailable");

    second.cable.mend();
    const toGood = new Set<string | null>();
    await eventually(async () => {
      const reason = await present(good);
      toGood.add(reason);
      expect(reason).toBeNull();
    });
    expect([...toGood].filter((reason) => reason !== "unavailable")).toEqual([null]);
    expect(await present(revoked)).toBe("key_revoked");
  });

  test("a restart of PostgreSQL refuses no good key, and admits no revoked one", async () => {
    const [good, revoked] = [await warmKey([first, second, third]), await warmKey([first, second, third])];
    await revoke(revoked.id);
    const [answers, toRevoked] = [new Set<string | null>(), new Set<string | null>()];
    let isOver = false;
    const load = [first, second, third].map(async ({ client }) => {
      while (!isOver) {
        answers.add((await client.sync(good.secret, { name: good.id })).reason);
        toRevoked.add((await client.sync(revoked.secret, { name: revoked.id })).reason);
      }
    });
    await postgres.restart();
    await eventually(async () => {
      const key = await warmKey([first, second, third]);
      expect(await revoke(key.id)).toMatchObject({ acknowledged: 3 });
    });
    isOver = true;
    await Promise.all(load);
    expect([...answers].filter((reason) => reason !== null && reason !== "unavailable")).toEqual([]);
    expect(answers).toContain(null);
    expect(toRevoked).not.toContain(null);
  });

  test("a subscription at one server gets the changes made at another at once", async () => {
    const watching = await LiveSubscription.open(`${second.client.url}/trpc/live.subscribe`, {
      cookie: second.client.cookie,
    });
    await watching.first();
    const { key } = await first.client.trpc.apiKeys.create.mutate({ name: "told", target: NEW_EXECUTOR });
    await watching.names("keys", key.id);
    watching.close();
  });

  test("one that is replaced under load is missed by no executor, and nothing acknowledged is lost", async () => {
    const balancer = await TcpBalancer.start([first, second, third].map(({ client }) => client.url));
    tidyUp.push(() => balancer.close());
    const admin = new Client(balancer.url);
    admin.cookie = first.client.cookie;
    const { secret } = await first.client.trpc.apiKeys.create.mutate({ name: "fleet", target: NEW_EXECUTOR });
    const outcomes = new Set<string>();
    const fleet = ["fleet-1", "fleet-2", "fleet-3", "fleet-4", "fleet-5", "fleet-6"].map((name) => {
      const facts = { name, kind: "agent", version: "1.0.0" } as const;
      // In a hurry with everything but its patience.
      const pace = { clock: systemClock(0.05), timeoutMs: 600_000 };
      const connection = connectExecutor({ url: balancer.url, credential: secret, ...facts, ...pace });
      connection.on("attempted", ({ outcome }) => outcomes.add(outcome.kind));
      return connection;
    });
    const acknowledged: string[] = [];
    let isOver = false;
    const changes = (async () => {
      while (!isOver) {
        const made = await admin.trpc.apiKeys.create.mutate({ name: "kept", target: NEW_EXECUTOR }).catch(() => null);
        if (made !== null) acknowledged.push(made.key.id);
      }
    })();

    const successor = await startReplica();
    balancer.add(successor.client.url);
    expect(await second.server.stop()).toBe(0);
    balancer.remove(second.client.url);
    second = successor;
    const stoppedAt = Date.now();
    await eventually(async () => {
      for (const { status } of fleet) expect(status.lastSyncAt?.getTime()).toBeGreaterThan(stoppedAt);
    });
    isOver = true;
    await changes;
    expect(fleet.map(({ status }) => status.state)).toEqual(fleet.map(() => "online"));
    await Promise.all(fleet.map((connection) => connection.stop()));
    // An executor that could not be answered just then tries again by itself; none was refused, and none gave up.
    expect([...outcomes].filter((outcome) => outcome !== "unreachable")).toEqual(["synced"]);
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const id of acknowledged) expect(await first.client.trpc.apiKeys.get.query({ id })).toMatchObject({ id });
    expect(await first.client.trpc.audit.verify.query()).toMatchObject({ ok: true });
  });

  test("one that was killed is waited for until its lease is over; one that stopped in good order is not", async () => {
    const key = await warmKey([first, second, third]);
    await third.server.stop("SIGKILL");
    expect(await revoke(key.id)).toMatchObject({ acknowledged: 2, expiredLeases: 1 });
    expect(await second.server.stop()).toBe(0);
    expect(await revoke((await warmKey([first])).id)).toMatchObject({ acknowledged: 1 });
  });
});
