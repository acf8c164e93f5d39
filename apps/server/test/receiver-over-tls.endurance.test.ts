import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { makeCertificate } from "./harness/make-certificate.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

test("a webhook by TLS gets messages once NODE_EXTRA_CA_CERTS names its authority", async () => {
  const { folder, path, cert, key } = makeCertificate("localhost");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const receiver = createServer({ cert, key }, (_request, response) => response.writeHead(204).end());
  receiver.listen(0, "localhost");
  await once(receiver, "listening");
  onTestFinished(() => void receiver.close());
  const url = `https://localhost:${(receiver.address() as AddressInfo).port}/hook`;

  await withDataFolder(async (dataFolder) => {
    const env = { EXCALIBUR_DATA_DIR: dataFolder, EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: "localhost", ...OWNER_VARIABLES };
    const deliveryOf = async (more: NodeJS.ProcessEnv) => {
      const server = await ServerProcess.start({ ...env, ...more });
      const owner = new Client(server.url);
      await owner.signIn(OWNER);
      const created = { name: "hook", receiver: { kind: "webhook", url } } as const;
      const { channel } = await owner.trpc.channels.create.mutate(created);
      const { delivery } = await owner.trpc.channels.test.mutate({ id: channel.id });
      await server.stop();
      return delivery;
    };
    const words = expect.stringContaining("NODE_EXTRA_CA_CERTS");
    expect(await deliveryOf({})).toMatchObject({ state: "failed", answer: words });
    const trusting = { NODE_EXTRA_CA_CERTS: path };
    expect(await deliveryOf(trusting)).toMatchObject({ state: "delivered", answer: "204 No Content" });
  });
});
