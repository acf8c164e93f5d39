import { once } from "node:events";
import { Agent, request, type RequestOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { createConnection, createServer, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { checkSample, fillSample, PROXIES, startSample, type ProxyName } from "./harness/sample-proxies.ts";
import { startTestServer } from "./harness/test-server.ts";

/** Where the client comes from: another address than the proxy's. */
const CLIENT = "127.0.0.5";
const SYNCS = 300;

/** Counts the connections that are opened to a server. */
async function countConnections(target: number): Promise<{ port: number; opened: () => number }> {
  let opened = 0;
  const server = createServer((socket) => {
    opened += 1;
    const behind = createConnection(target, "127.0.0.1");
    for (const end of [socket, behind]) end.on("error", () => end.destroy());
    socket.pipe(behind).pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, opened: () => opened };
}

async function serveBehind(name: ProxyName) {
  const [port, serverPort] = [await freePort(), await freePort()];
  const url = `https://127.0.0.1:${port}`;
  const server = await startTestServer("sqlite", {
    EXCALIBUR_PUBLIC_URL: url,
    EXCALIBUR_PORT: String(serverPort),
    EXCALIBUR_TRUSTED_PROXIES: "127.0.0.1",
  });
  onTestFinished(() => server.close());
  const counted = await countConnections(serverPort);
  const filled = fillSample(name, { port, server: `127.0.0.1:${counted.port}` });
  checkSample(name, filled);
  await startSample(name, filled, port);
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, localAddress: CLIENT });
  onTestFinished(() => agent.destroy());
  const ask = async (path: string, options: RequestOptions = {}, body?: string): Promise<IncomingMessage> => {
    const asking = request(`${url}${path}`, { agent, rejectUnauthorized: false, localAddress: CLIENT, ...options });
    asking.end(body);
    return ((await once(asking, "response")) as [IncomingMessage])[0];
  };
  const post = (path: string, value: unknown, headers: Record<string, string> = {}) => {
    const body = JSON.stringify(value);
    const length = { "content-length": String(Buffer.byteLength(body)) };
    return ask(
      path,
      { method: "POST", headers: { "content-type": "application/json", ...length, origin: url, ...headers } },
      body,
    );
  };
  return { server, url, ask, post, counted };
}

test.each(PROXIES)(
  "behind %s: syncs on kept connections, the console, a session, live messages, true addresses",
  async (name) => {
    const { server, ask, post, counted } = await serveBehind(name);
    const { owner, organizationId } = await server.addOrganization("Acme");

    const page = await ask("/");
    expect([page.statusCode, await text(page)]).toEqual([200, expect.stringContaining("<script")]);
    expect((await ask("/metrics").then(async (answer) => [answer.statusCode, await text(answer)]))[0]).toBe(404);

    const signedIn = await post("/api/auth/sign-in/email", { email: owner.email, password: owner.password });
    expect([signedIn.statusCode, await text(signedIn)]).toEqual([200, expect.any(String)]);
    const cookies = signedIn.headers["set-cookie"] ?? [];
    expect(cookies.every((each) => each.startsWith("__Secure-") && each.includes("; Secure"))).toBe(true);
    const cookie = cookies.map((each) => each.split(";")[0]).join("; ");

    const stream = await ask("/trpc/live.subscribe", {
      agent: false,
      headers: { cookie, accept: "text/event-stream" },
    });
    let events = "";
    stream.on("data", (chunk: Buffer) => (events += String(chunk)));
    onTestFinished(() => void stream.destroy());
    await expect.poll(() => events, { interval: 10 }).toContain('"ready"');

    // A client can't choose the address under which it is written down.
    const created = await post(
      "/trpc/apiKeys.create",
      { json: { name: "edge", target: { kind: "newExecutor" } } },
      { cookie, "x-forwarded-for": "203.0.113.9" },
    );
    const key = JSON.parse(await text(created)) as {
      result: { data: { json: { secret: string; key: { id: string } } } };
    };
    const row = await server.database.client.auditRow.findFirst({
      where: { organizationId, action: "api_key.created" },
    });
    expect(row).toMatchObject({ sourceAddress: CLIENT });
    const { secret, key: made } = key.result.data.json;
    await expect.poll(() => events).toContain(made.id);

    const before = counted.opened();
    const sync = { name: "edge-1", kind: "agent", version: "1.0.0" };
    for (let count = 0; count < SYNCS; count++) {
      const answer = await post("/v1/sync", sync, { authorization: `Bearer ${secret}` });
      expect([answer.statusCode, await text(answer)]).toEqual([200, expect.stringContaining("edge-1")]);
    }
    expect(counted.opened() - before).toBeLessThan(5);

    const large = await post("/trpc/apiKeys.create", { json: { note: "x".repeat(300_000) } }, { cookie });
    expect([large.statusCode, await text(large)]).toEqual([413, expect.any(String)]);
  },
);
