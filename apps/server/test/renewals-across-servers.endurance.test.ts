import { startPostgres } from "@excalibur/db/testing";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess } from "./harness/server-process.ts";
import { TcpProxy } from "./harness/tcp-proxy.ts";
import { tryRenewalsAcrossServers, type DisturbedServer } from "./trials/renewals-across-servers.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

const [ORGANIZATIONS, HOSTS, RENEWALS_OF_EACH] = [8, 5, trialSize(10, 25)];
const RENEWALS = ORGANIZATIONS * HOSTS * RENEWALS_OF_EACH;

test(`${RENEWALS} renewals over three servers that are paused and cut off: no old key is accepted in a request that began after the first sync with the new one had returned`, async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const servers: DisturbedServer[] = [];
  for (let count = 0; count < 3; count++) {
    const cable = await TcpProxy.start(postgres.url);
    onTestFinished(() => cable.close());
    const env = { ...OWNER_VARIABLES, DATABASE_URL: cable.url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
    const server = await ServerProcess.start(env);
    const client = new Client(server.url);
    if (servers[0] === undefined) await client.signIn(OWNER);
    else client.cookie = servers[0].client.cookie;
    servers.push({ server, cable, client });
  }
  const { accepted, refused } = await tryRenewalsAcrossServers(servers, {
    organizations: ORGANIZATIONS,
    hostsOfEach: HOSTS,
    renewals: RENEWALS_OF_EACH,
  });
  expect({ accepted, refused }).toEqual({ accepted: 0, refused: RENEWALS * servers.length });
});
