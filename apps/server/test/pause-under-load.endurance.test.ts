import { startPostgres } from "@excalibur/db/testing";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess } from "./harness/server-process.ts";
import { tryPausesUnderLoad, warmKey } from "./trials/pause-under-load.ts";
import { trialSize } from "../../../scripts/trial-size.ts";
import { PATIENCE_MS } from "../../../scripts/testing/patience.ts";

const SERVERS = 3;
const ROUNDS = trialSize(60, 200);

test(`of ${SERVERS} servers on one PostgreSQL none accepts a key after its pause has returned, in ${ROUNDS} of ${ROUNDS} rounds; each does by itself after its end`, async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const env = { ...OWNER_VARIABLES, DATABASE_URL: postgres.url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
  const clients: Client[] = [];
  for (let index = 0; index < SERVERS; index++) clients.push(new Client((await ServerProcess.start(env)).url));
  const [first] = clients as [Client];
  await first.signIn(OWNER);
  for (const client of clients) client.cookie = first.cookie;

  const { id, secret } = await warmKey(clients);
  const { key } = await first.trpc.apiKeys.pause.mutate({ id, minutes: 1 });
  const endsAtMs = key.pausedUntil!.getTime();
  const comesBack = clients.map(async (client) => {
    const accepted = async () => expect(await client.sync(secret, { name: id })).toMatchObject({ status: 200 });
    await eventually(accepted, 60_000 + PATIENCE_MS);
    return Date.now() - endsAtMs;
  });
  await tryPausesUnderLoad(clients, ROUNDS);
  for (const afterMs of await Promise.all(comesBack)) {
    expect(afterMs).toBeGreaterThanOrEqual(0);
  }
});
