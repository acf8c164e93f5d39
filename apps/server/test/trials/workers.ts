import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { createTestDatabaseUrl } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import { Client } from "../harness/client.ts";
import { eventually } from "../harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess } from "../harness/server-process.ts";

const WORKERS = 2;
/** A start takes long on a busy machine. */
const REPLACED_WITHIN_MS = 150_000;
const SYNCS = 6;
const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/**
 * Starts a server of several processes, and has one crash.
 * @param replacesAll whether all of them are replaced before, as after an update, while one has hung.
 */
export function tryWorkers(replacesAll: boolean): void {
  test(`${WORKERS} processes behind one port answer with the metrics of all, are replaced ${replacesAll ? "one by one and " : ""}after a crash, and nothing acknowledged is lost`, async () => {
    const { url, remove } = await createTestDatabaseUrl("postgresql");
    const server = await ServerProcess.start({
      ...OWNER_VARIABLES,
      DATABASE_URL: url,
      EXCALIBUR_AUTH_SECRET: "s".repeat(32),
      EXCALIBUR_WORKERS: String(WORKERS),
    });
    const before = await childrenOf(server.pid);
    expect(before).toHaveLength(WORKERS);
    const owner = new Client(server.url);
    await owner.signIn(OWNER);
    const { secret } = await retried(() => owner.trpc.apiKeys.create.mutate({ name: "all", target: NEW_EXECUTOR }));

    for (let sync = 0; sync < SYNCS; sync++) await retried(() => owner.sync(secret, { name: "a" }));
    // Asked often enough for either to have answered, and once while the other hangs.
    // A worker of a busy machine may be late, and is left out then.
    for (let ask = 0; ask < 4; ask++) {
      await eventually(async () => {
        const { workers, accepted } = await scrape(server.url);
        expect([workers.size, accepted]).toEqual([WORKERS, SYNCS]);
      });
    }
    if (replacesAll) {
      const [hanging = 0] = before;
      process.kill(hanging, "SIGSTOP");
      expect((await scrape(server.url)).workers.size).toBe(WORKERS - 1);
      process.kill(hanging, "SIGCONT");
    }

    const acknowledged = new Set<string>();
    const answers = new Set<string | null>();
    let isOver = false;
    const syncs = ["a", "b"].map(async (name) => {
      while (!isOver) answers.add((await retried(() => owner.sync(secret, { name }))).reason);
    });
    const creates = (async () => {
      while (!isOver) {
        const created = await owner.trpc.apiKeys.create
          .mutate({ name: "kept", target: NEW_EXECUTOR })
          .catch(() => null);
        if (created !== null) acknowledged.add(created.key.id);
      }
    })();
    const replacement = async (gone: readonly number[]) => {
      const now = await childrenOf(server.pid);
      expect(now).toHaveLength(WORKERS);
      expect(now.filter((pid) => gone.includes(pid))).toEqual([]);
    };
    if (replacesAll) {
      server.signal("SIGHUP");
      await eventually(() => replacement(before), REPLACED_WITHIN_MS);
    }
    const [victim = 0] = await childrenOf(server.pid);
    process.kill(victim, "SIGKILL");
    await eventually(() => replacement([victim]), REPLACED_WITHIN_MS);
    isOver = true;
    await Promise.all([...syncs, creates]);

    expect([...answers]).toEqual([null]);
    await eventually(async () => expect((await scrape(server.url)).workers.size).toBe(WORKERS), REPLACED_WITHIN_MS);
    expect(acknowledged.size).toBeGreaterThan(0);
    for (const id of acknowledged)
      expect(await retried(() => owner.trpc.apiKeys.get.query({ id }))).toMatchObject({ id });
    expect(server.stdout.match(/is ready at/g)).toHaveLength(1);
    expect(await server.stop()).toBe(0);
    await remove();
  });
}

/** Reads the metrics over a connection of its own: which workers there are, and how many syncs all of them accepted. */
async function scrape(url: string): Promise<{ workers: Set<string>; accepted: number }> {
  const [answer] = (await once(get(`${url}/metrics`, { agent: false }), "response")) as [IncomingMessage];
  const metrics = await text(answer);
  const workers = new Set(
    [...metrics.matchAll(/^process_start_time_seconds\{worker="(\d+)"\}/gm)].map(([, id]) => id!),
  );
  const accepted = metrics.matchAll(/^excalibur_syncs_total\{outcome="accepted",worker="\d+"\} (\d+)$/gm);
  return { workers, accepted: [...accepted].reduce((sum, [, count]) => sum + Number(count), 0) };
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children.trim().split(" ").map(Number);
}

/** As every client does whose connection was closed while its request was on the way. */
async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
