import { dirname } from "node:path";
import { expect } from "vitest";
import type { Client } from "../harness/client.ts";
import { connectHost } from "../harness/renew.ts";
import { startRenewalProxy, WIRE_POINTS, type RenewalProxy, type WirePoint } from "../harness/renewal-proxy.ts";
import { RenewingHost, type DiskPoint } from "../harness/renewing-host.ts";

const candidate = (keyFile: string) => `${keyFile}.renewing`;
const whole = (keyFile: string) => `${keyFile}.renewing.key`;

/**
 * What the executor does with files in a renewal, in this order. At its start and before it writes it looks for a candidate; after
 * its first sync it has kept, beside the key file, who accepted it.
 */
const DISK_POINTS: Readonly<Record<string, DiskPoint>> = {
  "the candidate is opened": { call: "openat", nth: 3, file: candidate },
  "the candidate is written": { call: "write", nth: 1, file: candidate },
  "the candidate is synced": { call: "fsync", nth: 1, file: candidate },
  "the folder is synced after the candidate": { call: "fsync", nth: 2, file: dirname },
  "the new key file is opened": { call: "openat", nth: 1, file: whole },
  "the new key file is synced": { call: "fsync", nth: 1, file: whole },
  "the new key file is renamed": { call: "rename", nth: 1, file: whole },
  "the candidate is removed": { call: "unlink", nth: 1, file: candidate },
};

/** How a renewal is disturbed. */
type Disturbance =
  | { readonly kind: "killedOnDisk"; readonly at: DiskPoint }
  | { readonly kind: "killed" | "cut"; readonly at: WirePoint };

type Named = readonly [words: string, disturbance: Disturbance];

export const KILLS_ON_DISK: readonly Named[] = Object.entries(DISK_POINTS).map(([words, at]) => [
  `killed as ${words}`,
  { kind: "killedOnDisk", at },
]);
export const KILLS_ON_THE_WIRE: readonly Named[] = WIRE_POINTS.map((at) => [`killed, ${at}`, { kind: "killed", at }]);
export const CUTS: readonly Named[] = WIRE_POINTS.map((at) => [`cut off, ${at}`, { kind: "cut", at }]);

/** Renewals that go on at the same time. */
const AT_ONCE = 5;

/**
 * Disturbs so many renewals of an executor that a supervisor starts again. After each, within 60 s, the key in its file is good and the
 * one before it is not, and the executor is on it.
 */
export async function tryDisturbedRenewals(owner: Client, disturbance: Disturbance, times: number): Promise<void> {
  const proxy = await startRenewalProxy(owner.url);
  const waiting = Array.from({ length: times }, (_, index) => index);
  const next = async () => {
    while (waiting.shift() !== undefined) await tryDisturbedRenewal(owner, proxy, disturbance);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function tryDisturbedRenewal(owner: Client, proxy: RenewalProxy, disturbance: Disturbance): Promise<void> {
  const { name, secret, executorId, keyId } = await connectHost(owner);
  const host = new RenewingHost(proxy.url, name, secret);
  await owner.trpc.executors.renew.mutate({ id: executorId });
  let wasDisturbed = () => {};
  const isDisturbed = new Promise<void>((resolve) => (wasDisturbed = resolve));
  if (disturbance.kind === "killedOnDisk") {
    host.start(disturbance.at);
    void host.ended().then(wasDisturbed);
  } else {
    proxy.breakAt(name, disturbance.at, () => {
      if (disturbance.kind === "killed") host.kill();
      wasDisturbed();
    });
    host.start();
  }
  await isDisturbed;
  if (disturbance.kind !== "cut") {
    await host.ended();
    host.start();
  }
  await host.renewed(secret);
  expect((await owner.sync(secret, { name })).reason).toBe("key_revoked");
  expect((await owner.sync(host.key, { name })).reason).toBeNull();
  expect(await owner.trpc.apiKeys.get.query({ id: keyId })).toMatchObject({ status: "revoked" });
  expect(host.output).not.toContain("Refused");
  host.kill();
  await host.ended();
}
