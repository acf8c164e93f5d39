import { fileURLToPath } from "node:url";
import { dirname } from "node:path";
import type { ExecutorPlace } from "@excalibur/api/contract";
import { expect, onTestFinished } from "vitest";
import { Client } from "./client.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "../../../../scripts/testing/free-port.ts";
import { startHost } from "./pasted-recipe.ts";
import { startTamperingProxy } from "./tampering-proxy.ts";
import type { TestMachine } from "./test-machine.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/** Where the command is installed by default. */
export const INSTALLED = ["/usr/local/bin/excalibur-executor", "/usr/local/lib/excalibur"];

/** @param at where it listens, if that is not where it is reached. */
export async function startServer(
  env: NodeJS.ProcessEnv = {},
  at?: string,
): Promise<{ server: TestServer; owner: Client }> {
  const server = await startTestServer("sqlite", env);
  onTestFinished(() => server.close());
  const { owner } = await server.addOrganization("Acme");
  const { cookie } = await server.signIn(owner);
  const client = new Client(at ?? server.url);
  client.cookie = cookie;
  return { server, owner: client };
}

/** Where such a host has the files of `deploy`: a checkout below /tmp is hidden there. */
export const CHECKOUT_OF_HOST = "/srv/checkout";
const DEPLOY = fileURLToPath(new URL("../../../../deploy", import.meta.url));

/** A host with Node where services find it, and nothing of ours but `deploy`. @param node the folder of its Node. @param root see `TestMachine`. */
export async function startNodeHost(node = dirname(process.execPath), root = "/"): Promise<TestMachine> {
  const host = await startHost({ root, mounts: { "/opt/node": node, [`${CHECKOUT_OF_HOST}/deploy`]: DEPLOY } });
  host.removePrograms("excalibur-executor", "node");
  host.addProgram("node", '#!/bin/sh\nexec /opt/node/node "$@"\n', "/usr/local/bin");
  return host;
}

/** The text that the wizard shows, with the key in it. */
export async function connect(owner: Client, name: string, place: ExecutorPlace): Promise<string> {
  const { recipe, secret } = await owner.trpc.executors.connect.mutate({ name, place });
  return recipe.replaceAll("{{apiKey}}", secret);
}

export function whoIsOnline(owner: Client, ...names: string[]): Promise<void> {
  return eventually(async () => {
    const { items } = await owner.trpc.executors.list.query({ online: true });
    expect(items.map(({ name }) => name).toSorted()).toEqual(names);
  });
}

/** A server that hosts know by the address of something in between. */
export async function startServerBehind(path = "") {
  const proxy = await startTamperingProxy();
  const port = await freePort();
  const local = `http://127.0.0.1:${port}`;
  const { owner } = await startServer({ EXCALIBUR_PUBLIC_URL: proxy.url + path, EXCALIBUR_PORT: String(port) }, local);
  proxy.to(local);
  return { proxy, owner, url: proxy.url + path };
}
