import { createTestDatabase } from "@excalibur/db/testing";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { clock } from "../src/clock.ts";
import { serve } from "../src/start-server.ts";
import { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { addOrganization, addSession } from "./harness/people.ts";

const AUTH_SECRET = "a secret for tests that is long enough";
const HOUR_MS = 60 * 60 * 1_000;
const STEP_MS = 31_000;

test.each(dialectsOfLane("postgresql"))(
  "on %s, what was seen while the wall clock was ahead does not stay in the future once it is set back",
  async (dialect) => {
    const { database, close } = await createTestDatabase(dialect);
    let wrongMs = 0;
    let passedMs = 0;
    const now = () => new Date(clock.now().getTime() + wrongMs + passedMs);
    const monotonicMs = () => clock.monotonicMs() + passedMs;
    const config = readConfig({ EXCALIBUR_PORT: "0", LOG_LEVEL: "silent" });
    // What is written and noticed in the background is so when the test asks for it.
    const overrides = { now, monotonicMs, repeatsJobs: false };
    const server = await serve(database, { ...config, authSecret: AUTH_SECRET }, overrides);
    onTestFinished(() => server.close().then(close));
    const { owner } = await addOrganization(database.client, "Acme", clock.now());
    const client = new Client(server.url);
    client.cookie = await addSession(database.client, owner, AUTH_SECRET, clock.now());
    const { key, secret } = await client.trpc.apiKeys.create.mutate({ name: "prod", target: { kind: "newExecutor" } });

    wrongMs = 3 * HOUR_MS;
    for (const name of ["gone", "there"]) await client.sync(secret, { name });
    await server.noticeSilence();
    wrongMs = 0;
    await server.noticeSilence();
    // Both are seen now; only one of them syncs again.
    const ahead = { gt: new Date(now().getTime() + HOUR_MS) };
    const { executor, keyLastUse, minuteSample } = database.client;
    const counts = [
      executor.count({ where: { lastSeenAt: ahead } }),
      executor.count({ where: { onlineSince: ahead } }),
      keyLastUse.count({ where: { at: ahead } }),
      minuteSample.count({ where: { at: ahead } }),
    ];
    expect(await Promise.all(counts)).toEqual([0, 0, 0, 0]);

    passedMs += STEP_MS;
    expect(await client.sync(secret, { name: "there" })).toMatchObject({ status: 200 });
    await server.flushPresence();
    expect(await server.noticeSilence()).toBe(1);
    const { items } = await client.trpc.executors.list.query({});
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ["gone", "offline"],
      ["there", "online"],
    ]);
    const { lastUsedAt } = await client.trpc.apiKeys.get.query({ id: key.id });
    expect(Math.abs((lastUsedAt?.getTime() ?? 0) - now().getTime())).toBeLessThan(STEP_MS);
    const { series } = await client.trpc.overview.get.query();
    expect(series.filter(({ at }) => at > now())).toEqual([]);
  },
);
