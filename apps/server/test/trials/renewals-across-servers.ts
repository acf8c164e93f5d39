import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Client } from "../harness/client.ts";
import { eventually } from "../harness/eventually.ts";
import { ownSecret } from "../harness/own-secret.ts";
import { connectHost, renew, type ConnectedHost } from "../harness/renew.ts";
import type { ServerProcess } from "../harness/server-process.ts";
import type { TcpProxy } from "../harness/tcp-proxy.ts";
import { LONG_PATIENCE_MS } from "../../../../scripts/testing/patience.ts";

/** A server process, its connection to the database, and a client that is signed in. */
export interface DisturbedServer {
  readonly server: ServerProcess;
  readonly cable: TcpProxy;
  readonly client: Client;
}

/** Longer than a lease, at times. */
const LONGEST_DISTURBANCE_MS = 4_000;
/** A server that is paused or cut off may hold the locks of its transactions: then all wait for it. */
const CALM_MS = 3_000;
const ANSWERED_WITHIN_MS = 10_000;
/** Hundreds of presentations wait for a server that is cut off: asked more often they would take the machine's time. */
const AGAIN_MS = 500;

/** What came of presentations of old keys that began after the first sync with the new one had returned. */
interface OldKeyCounts {
  accepted: number;
  refused: number;
  unavailable: number;
}

interface Trial {
  /** A paused server may hold the lock of an organization's audit log: then only the hosts of that organization wait. */
  readonly organizations: number;
  readonly hostsOfEach: number;
  /** Of each host, one after the other. */
  readonly renewals: number;
}

/**
 * Renews the keys of hosts, at servers that are paused and cut off from the database one after the other.
 * @returns what was answered to the old keys afterwards, at every server.
 */
export async function tryRenewalsAcrossServers(
  servers: readonly DisturbedServer[],
  { organizations, hostsOfEach, renewals }: Trial,
): Promise<OldKeyCounts> {
  const clients = servers.map(({ client }) => client);
  const hosts = await connectHosts(clients[0] as Client, organizations, hostsOfEach);
  const counts: OldKeyCounts = { accepted: 0, refused: 0, unavailable: 0 };
  const checks: Promise<void>[] = [];
  let isOver = false;
  const disturbing = disturb(servers, () => isOver);
  await Promise.all(
    hosts.map(async ({ name, secret: issued }) => {
      let secret = issued;
      for (let renewal = 0; renewal < renewals; renewal++) {
        // Each server has it in memory, but for those that do not answer now.
        await Promise.allSettled(clients.map((client) => within(500, client.sync(secret, { name }))));
        const next = ownSecret();
        const { secretHash, hint } = next;
        await insist(async () => {
          const answer = await within(ANSWERED_WITHIN_MS, renew(anyOf(clients), secret, { name, secretHash, hint }));
          expect(answer.status).toBe(200);
        });
        await syncAtAny(clients, next.secret, name);
        const old = secret;
        for (const client of clients) checks.push(presentOld(client, old, name, counts));
        secret = next.secret;
      }
    }),
  );
  isOver = true;
  await disturbing;
  await Promise.all(checks);
  return counts;
}

/** Makes the organizations, in each of them keys, and binds an executor to each key. */
async function connectHosts(owner: Client, organizations: number, hostsOfEach: number): Promise<ConnectedHost[]> {
  const hosts: ConnectedHost[] = [];
  for (let count = 0; count < organizations; count++) {
    const { id } = await owner.trpc.organizations.create.mutate({ name: `Acme ${count}` });
    const named = owner.in(id);
    for (let host = 0; host < hostsOfEach; host++) hosts.push(await connectHost(named));
  }
  return hosts;
}

/** Pauses a server, or cuts it off from the database, one after the other. */
async function disturb(servers: readonly DisturbedServer[], isOver: () => boolean): Promise<void> {
  for (let round = 0; !isOver(); round++) {
    const { server, cable } = servers[round % servers.length] as DisturbedServer;
    const isPause = round % 2 === 0;
    if (isPause) server.signal("SIGSTOP");
    else cable.cut();
    await sleep(Math.random() * LONGEST_DISTURBANCE_MS);
    if (isPause) server.signal("SIGCONT");
    else cable.mend();
    await sleep(CALM_MS);
  }
}

/** Syncs at one server or another until one accepts. */
async function syncAtAny(clients: readonly Client[], secret: string, name: string): Promise<void> {
  await insist(async () =>
    expect((await within(ANSWERED_WITHIN_MS, anyOf(clients).sync(secret, { name }))).status).toBe(200),
  );
}

/** Presents a key that has been renewed, as often as it takes until it is judged. */
async function presentOld(client: Client, secret: string, name: string, counts: OldKeyCounts): Promise<void> {
  await insist(async () => {
    const { status, reason } = await client.sync(secret, { name });
    if (status === 200) counts.accepted += 1;
    else if (reason === "key_revoked") counts.refused += 1;
    else {
      counts.unavailable += 1;
      throw new Error(`not judged: ${reason}`);
    }
  });
}

function anyOf(clients: readonly Client[]): Client {
  return clients[Math.floor(Math.random() * clients.length)] as Client;
}

async function insist<T>(work: () => Promise<T>): Promise<T> {
  let result: T | undefined;
  await eventually(async () => void (result = await work()), LONG_PATIENCE_MS, AGAIN_MS);
  return result as T;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).then(() => {
    throw new Error(`nothing within ${ms} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => {});
    work.catch(() => {});
  }
}
