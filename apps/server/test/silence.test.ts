import { OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import { expect, test } from "vitest";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer } from "./harness/test-server.ts";

/** Far more than what lies between two steps takes on a busy machine. */
const A_MOMENT_MS = 10_000;

test.each(dialectsOfLane("sqlite"))(
  "on %s an executor's silence is one event, also when the server restarts; the server's own absence is none",
  async (dialect) => {
    const server = await startTestServer(dialect);
    const { owner: person } = await server.addOrganization("Acme");
    const owner = await server.signIn(person);
    const target = { kind: "newExecutor" } as const;
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "fleet", target });
    for (const name of ["silent-before", "silent-across", "faithful"]) await owner.sync(secret, { name });
    const silenceEvents = async () => {
      const { executorEvent } = server.database.client;
      const events = await executorEvent.findMany({
        orderBy: { id: "asc" },
        where: { type: { not: "executor.connected" } },
      });
      return events.map(({ executorName, type }) => `${executorName} ${type.replace("executor.", "")}`);
    };

    server.advanceClock(OFFLINE_AFTER_MS - A_MOMENT_MS);
    for (const name of ["silent-across", "faithful"]) await owner.sync(secret, { name });
    server.advanceClock(2 * A_MOMENT_MS);
    await server.flushPresence();
    expect(await server.noticeSilence()).toBe(1);
    expect(await silenceEvents()).toEqual(["silent-before disconnected"]);

    // The server is away for an hour: an executor that syncs again in time counts as never gone.
    await server.restart();
    server.advanceClock(60 * 60 * 1000);
    await server.restart();
    await server.flushPresence();
    expect(await server.noticeSilence()).toBe(0);
    const back = await server.signIn(person);
    await back.sync(secret, { name: "faithful" });
    server.advanceClock(OFFLINE_AFTER_MS - A_MOMENT_MS);
    await back.sync(secret, { name: "faithful" });
    server.advanceClock(2 * A_MOMENT_MS);
    await server.flushPresence();
    expect(await server.noticeSilence()).toBe(1);
    expect(await silenceEvents()).toEqual(["silent-before disconnected", "silent-across disconnected"]);

    await server.restart();
    server.advanceClock(OFFLINE_AFTER_MS - A_MOMENT_MS);
    await (await server.signIn(person)).sync(secret, { name: "faithful" });
    server.advanceClock(2 * A_MOMENT_MS);
    await server.flushPresence();
    expect(await server.noticeSilence()).toBe(0);
    await (await server.signIn(person)).sync(secret, { name: "silent-before" });
    expect((await silenceEvents()).slice(2)).toEqual(["silent-before reconnected"]);
    await server.close();
  },
);
