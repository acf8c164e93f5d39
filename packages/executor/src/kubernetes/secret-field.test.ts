import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeKeyFile } from "../../test/command.ts";
import { startKubernetesApi } from "../../test/kubernetes-api.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { startRenewingServer } from "../../test/renewing-server.ts";
import { systemClock } from "../connect/clock.ts";
import { connectExecutor } from "../connect/connect-executor.ts";
import type { ConnectionEvents } from "../connect/connection-events.ts";
import { keptKey } from "../credential/kept-key.ts";
import { keyFile } from "../credential/key-file.ts";
import { secretField } from "./secret-field.ts";

/** A pod with its key mounted, in a cluster with an API, and a server that asks for a renewal. */
async function startPod() {
  const renewing = await startRenewingServer(FIRST_KEY);
  onTestFinished(() => renewing.server.stop());
  const cluster = await startKubernetesApi("edge-key", { "api-key": FIRST_KEY });
  const mountedKey = writeKeyFile(FIRST_KEY);
  const place = { secret: "edge-key", api: cluster.api, executorName: "edge-1", mountedKey, account: cluster.account };
  const start = () => {
    const connection = connectExecutor({
      url: renewing.server.url,
      name: "edge-1",
      kind: "operator",
      version: "1.0.0",
      credential: keptKey(keyFile(mountedKey), secretField(place)),
      // Waits are short here; an answer may take as long as on a busy machine.
      clock: systemClock(0.002),
      timeoutMs: 15_000_000,
    });
    onTestFinished(() => connection.stop());
    const until = (keyId: string) =>
      new Promise<void>((resolve) => connection.on("synced", ({ answer }) => answer.key.id === keyId && resolve()));
    return { connection, until };
  };
  return { renewing, cluster, mountedKey, start };
}

test("each renewal is one PATCH of one field of the Secret, and the next pod goes on with it", async () => {
  const { renewing, cluster, start } = await startPod();
  const first = start();
  await first.until("key_2");
  renewing.asks = true;
  await first.until("key_3");
  await first.connection.stop();
  expect(cluster.calls.map(({ method, path }) => `${method} ${path.split("?")[0]}`)).toEqual([
    "GET /api/v1/namespaces/excalibur/secrets/edge-key",
    "PATCH /api/v1/namespaces/excalibur/secrets/edge-key",
    "PATCH /api/v1/namespaces/excalibur/secrets/edge-key",
  ]);
  expect(cluster.calls.every(({ isAuthorized }) => isAuthorized)).toBe(true);
  expect(Object.keys(cluster.data)).toEqual(["api-key", "edge-1.renewed"]);
  expect(cluster.data["api-key"]).toBe(FIRST_KEY);

  const syncs = renewing.server.calls.length;
  await start().until("key_3");
  expect(renewing.server.calls).toHaveLength(syncs + 1);
});

test("a pod that starts while the API is away goes on with what is mounted", async () => {
  const { renewing, cluster, mountedKey, start } = await startPod();
  const first = start();
  await first.until("key_2");
  await first.connection.stop();
  // As the kubelet does it a while later.
  writeFileSync(join(mountedKey, "../edge-1.renewed"), cluster.data["edge-1.renewed"] ?? "");
  await cluster.stop();
  const syncs = renewing.server.calls.length;
  await start().until("key_2");
  expect(renewing.server.calls).toHaveLength(syncs + 1);
});

test("a pod whose mount is older than its last renewal, and that starts while the API is away, is back once the API is", async () => {
  const { cluster, start } = await startPod();
  const first = start();
  await first.until("key_2");
  await first.connection.stop();
  await cluster.stop();
  const second = start();
  const refused = await new Promise<ConnectionEvents["refused"][0]>((resolve) =>
    second.connection.once("refused", resolve),
  );
  expect(refused.reason).toBe("key_revoked");
  const back = second.until("key_2");
  await cluster.restart();
  await back;
});

test.each([
  [403, "secret_not_writable", "give its service account a Role with 'get' and 'patch' for it"],
  [404, "secret_not_writable", "there is no Secret edge-key in the namespace excalibur"],
  [401, "secret_not_writable", "does not accept the token"],
  [422, "secret_not_writable", "may be immutable"],
  [409, "storage_failed", "was changed at the same time"],
  [500, "storage_failed", "answered 500"],
  ["nothing within 3 s", "storage_failed", "no answer within 3 s"],
] as const)(
  "no renewal begins where the API answers a change with %s; once it takes it, one does",
  async (answer, reason, words) => {
    const { renewing, cluster, start } = await startPod();
    cluster.answerPatch = typeof answer === "number" ? answer : "never";
    const { connection, until } = start();
    const said = await new Promise<ConnectionEvents["cannotRenew"][0]>((resolve) =>
      connection.once("cannotRenew", resolve),
    );
    expect(said).toEqual({ sourceName: "the Secret edge-key", reason, words: expect.stringContaining(words) });
    expect(renewing.renewals).toEqual([]);
    expect(renewing.server.calls.at(-1)?.input.cannotRenew).toBe(reason);
    cluster.answerPatch = 200;
    await until("key_2");
  },
);

test("a change whose answer is lost was made all the same: the next try offers the very secret that is stored", async () => {
  const { renewing, cluster, start } = await startPod();
  cluster.answerPatch = "lost";
  const { connection, until } = start();
  await new Promise((resolve) => connection.once("cannotRenew", resolve));
  const stored = cluster.data["edge-1.renewed"];
  cluster.answerPatch = 200;
  await until("key_2");
  expect(renewing.renewals).toHaveLength(1);
  expect(cluster.data["edge-1.renewed"]).toBe(stored);
});
