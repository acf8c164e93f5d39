import { expect } from "vitest";
import { eventually } from "../harness/eventually.ts";
import type { Client, SyncAnswer } from "../harness/client.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** A key that all of some servers have in memory. */
export async function warmKey(clients: readonly Client[]): Promise<{ id: string; secret: string }> {
  const [first] = clients as [Client];
  const { key, secret } = await first.trpc.apiKeys.create.mutate({ name: "warm", target: NEW_EXECUTOR });
  for (const client of [...clients, ...clients]) {
    await eventually(async () => expect(await client.sync(secret, { name: key.id })).toMatchObject({ status: 200 }));
  }
  return { id: key.id, secret };
}

/**
 * Pauses a key that several servers are presented without pause, and resumes it, again and again. Of the requests that began
 * after the pause had returned none is accepted, and of those that began after the key was resumed all are.
 * @param clients one of each server, signed in.
 */
export async function tryPausesUnderLoad(clients: readonly Client[], rounds: number): Promise<void> {
  const [first] = clients as [Client];
  const { id, secret } = await warmKey(clients);
  for (let round = 0; round < rounds; round++) {
    const { apiKeys } = (clients[round % clients.length] ?? first).trpc;
    const paused = await presentAcross(clients, secret, id, () => apiKeys.pause.mutate({ id, minutes: 60 }));
    expect(new Set(paused.map(({ reason }) => reason))).toEqual(new Set(["key_paused"]));
    const resumed = await presentAcross(clients, secret, id, () => apiKeys.resume.mutate({ id }));
    expect(new Set(resumed.map(({ status }) => status))).toEqual(new Set([200]));
  }
}

/** Presents a key at every server while something changes. @returns what was answered to requests that began after it. */
async function presentAcross(
  clients: readonly Client[],
  secret: string,
  name: string,
  change: () => Promise<unknown>,
): Promise<SyncAnswer[]> {
  const after: SyncAnswer[] = [];
  let hasReturned = false;
  const present = async (client: Client) => {
    for (let late = 0; late < 3;) {
      const beganAfterReturn = hasReturned;
      const answer = await client.sync(secret, { name });
      if (!beganAfterReturn) continue;
      after.push(answer);
      late += 1;
    }
  };
  const load = [...clients, ...clients].map(present);
  await change();
  hasReturned = true;
  await Promise.all(load);
  return after;
}
