import { randomUUID } from "node:crypto";
import { NEXT_SYNC_IN_MS } from "@excalibur/api/contract";
import { expect, describe, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { statementsOf } from "./harness/count-statements.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const MINUTE = 60_000 / NEXT_SYNC_IN_MS;

describe.each(dialectsOfLane("postgresql"))("two instances of one executor on %s", (dialect) => {
  const acme = serveAcme(dialect);
  const newSecret = async () =>
    (await acme.owner.trpc.apiKeys.create.mutate({ name: "image", target: NEW_EXECUTOR })).secret;
  const executorNamed = async (name: string) =>
    (await acme.owner.trpc.executors.list.query({ search: name })).items.find((executor) => executor.name === name)!;
  const eventsOf = async (name: string) =>
    (await acme.owner.trpc.events.list.query({ executorId: (await executorNamed(name)).id })).items;
  const duplicationsOf = async (name: string) =>
    (await eventsOf(name)).filter(({ type }) => type === "executor.duplicated");

  /** A process that syncs under a name. */
  function instanceOf(name: string, secret: string, host: string, client: Client = acme.owner) {
    const instanceId = randomUUID();
    return async () => expect(await client.sync(secret, { name, host, instanceId })).toMatchObject({ status: 200 });
  }

  /** All of them sync, one after the other, every 5 s. @returns after how many rounds the executor was duplicated. */
  async function run(
    name: string,
    rounds: number,
    instances: readonly (() => Promise<void>)[],
  ): Promise<number | null> {
    let noticed: number | null = null;
    for (let round = 1; round <= rounds; round++) {
      for (const sync of instances) await sync();
      acme.server.advanceClock(NEXT_SYNC_IN_MS);
      await acme.server.flushPresence();
      if (noticed === null && (await executorNamed(name)).state === "duplicated") noticed = round;
    }
    return noticed;
  }

  test("that go on at the same time are noticed within a minute, named with hosts and addresses, and reported once", async () => {
    const name = "golden";
    const secret = await newSecret();
    const original = instanceOf(name, secret, "host-a");
    expect(await run(name, MINUTE, [original])).toBeNull();
    const copy = instanceOf(name, secret, "host-b");
    const noticed = await run(name, 2 * MINUTE, [copy, original]);
    expect(noticed).toBeLessThanOrEqual(MINUTE);

    const both = [
      { host: "host-a", address: "127.0.0.1", firstSyncAt: expect.any(Date) },
      { host: "host-b", address: "127.0.0.1", firstSyncAt: expect.any(Date) },
    ];
    expect(await executorNamed(name)).toMatchObject({ state: "duplicated", online: true, instances: both });
    const { duplicated } = await acme.owner.trpc.overview.get.query();
    expect(duplicated).toMatchObject({ total: 1, items: [{ name, instances: both }] });
    const reported = await duplicationsOf(name);
    expect(reported).toMatchObject([{ level: "warning" }]);
    const { host, otherHost, address, otherAddress } = reported[0]!.details;
    expect([[host, otherHost].toSorted(), address, otherAddress]).toEqual([
      ["host-a", "host-b"],
      "127.0.0.1",
      "127.0.0.1",
    ]);
  });

  test("that were noticed cost no statement a sync, in any number; one of them alone is no longer a duplicate", async () => {
    const name = "triplets";
    const secret = await newSecret();
    const instances = ["host-a", "host-b", "host-c"].map((host) => instanceOf(name, secret, host));
    expect(await run(name, MINUTE, instances)).not.toBeNull();
    // Each has been seen since, so that the next round is the first one after it was recorded.
    await run(name, 3, instances);
    const syncOften = async () => {
      for (let syncs = 0; syncs < 4; syncs++) for (const sync of instances) await sync();
    };
    // What is recorded now and then is recorded once, not at every sync.
    expect(await statementsOf(acme.server, syncOften)).toBeLessThan(12);

    await run(name, MINUTE + 1, instances.slice(1, 2));
    expect(await executorNamed(name)).toMatchObject({ state: "online", instances: [] });
    expect((await acme.owner.trpc.overview.get.query()).duplicated.items.map((item) => item.name)).not.toContain(name);
    await run(name, MINUTE, instances);
    expect(await duplicationsOf(name)).toHaveLength(2);
  });

  test("that follow each other are none: restarts, updates that overlap, an hour's sleep, a check by hand", async () => {
    const name = "edge-1";
    const secret = await newSecret();
    for (let restart = 0; restart < 20; restart++) await run(name, 1, [instanceOf(name, secret, `pod-${restart}`)]);
    let pod = instanceOf(name, secret, "pod-old");
    await run(name, 1, [pod]);
    for (let update = 0; update < 5; update++) {
      const next = instanceOf(name, secret, `pod-${update}`);
      await run(name, 3, [next, pod]);
      await run(name, 6, [next]);
      pod = next;
    }
    acme.server.advanceClock(60 * 60 * 1_000);
    await run(name, 2, [pod]);
    await run(name, 1, [instanceOf(name, secret, "by hand"), pod]);
    await run(name, 3, [pod]);
    expect(await executorNamed(name)).toMatchObject({ state: "online", instances: [] });
    expect(await duplicationsOf(name)).toEqual([]);
  });

  test.runIf(dialect === "postgresql")(
    "that each go to a server of their own are noticed within a minute all the same",
    async () => {
      const name = "spread";
      const secret = await newSecret();
      const other = await acme.server.startAnother();
      onTestFinished(() => other.close());
      const here = instanceOf(name, secret, "host-a");
      const there = instanceOf(name, secret, "host-b", new Client(other.url));
      await run(name, MINUTE, [here]);
      const flushingBoth = async () => {
        await there();
        await other.flushPresence();
      };
      expect(await run(name, MINUTE, [flushingBoth, here])).not.toBeNull();
      expect(await duplicationsOf(name)).toHaveLength(1);
      const hosts = (await executorNamed(name)).instances.map(({ host, address }) => [host, address]);
      expect(hosts).toEqual([
        ["host-a", "127.0.0.1"],
        ["host-b", "127.0.0.1"],
      ]);
    },
  );
});
