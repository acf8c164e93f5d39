import { expect } from "vitest";
import { Client } from "../harness/client.ts";
import { connectHost } from "../harness/renew.ts";
import { startRenewalProxy, WIRE_POINTS } from "../harness/renewal-proxy.ts";
import { RenewingHost } from "../harness/renewing-host.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "../harness/server-process.ts";

/** Executors that renew their keys at the same time. */
const HOSTS = 3;

/**
 * Kills the server so many times in the middle of renewals, each time at another moment of one of them, and starts it again. Within
 * 60 s each executor is on a key that it made, which works, and the one before it does not.
 */
export async function tryServerKills(kills: number): Promise<void> {
  await withDataFolder(async (folder) => {
    const env = { EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES };
    let server = await ServerProcess.start(env);
    let owner = new Client(server.url);
    await owner.signIn(OWNER);
    const proxy = await startRenewalProxy(server.url);
    for (let kill = 0; kill < kills; kill++) {
      const point = WIRE_POINTS[kill % WIRE_POINTS.length] ?? "renewal asked";
      const connected = await Promise.all(Array.from({ length: HOSTS }, () => connectHost(owner)));
      const hosts = connected.map(({ name, secret }) => ({
        name,
        secret,
        host: new RenewingHost(proxy.url, name, secret),
      }));
      const isKilled = new Promise<void>((resolve) => {
        proxy.breakAt(hosts[0]?.name ?? "", point, () => void server.stop("SIGKILL").then(() => resolve()));
      });
      for (const { executorId } of connected) await owner.trpc.executors.renew.mutate({ id: executorId });
      for (const { host } of hosts) host.start();
      await isKilled;
      server = await ServerProcess.start(env);
      const { cookie } = owner;
      owner = new Client(server.url);
      owner.cookie = cookie;
      proxy.to(server.url);
      for (const { name, secret, host } of hosts) {
        await host.renewed(secret, 60_000);
        expect((await owner.sync(secret, { name })).reason).toBe("key_revoked");
        expect((await owner.sync(host.key, { name })).reason).toBeNull();
        expect(host.output).not.toContain("Refused");
        host.kill();
        await host.ended();
      }
    }
    await server.stop();
  });
}
