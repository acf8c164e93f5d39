import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { httpFetch } from "./http-fetch.ts";
import type { SyncRequest } from "./sync-fetch.ts";

async function serve(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function request(signal = new AbortController().signal): SyncRequest {
  return { method: "POST", headers: { "content-type": "application/json" }, body: '"ü"', redirect: "manual", signal };
}

test("sends what it is given and reads what comes back", async () => {
  const { url } = await serve(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += String(chunk);
    response.writeHead(201, { "x-seen": `${incoming.method} ${incoming.headers["content-length"]}` }).end(body);
  });
  const response = await httpFetch()(url, request());
  expect([response.status, response.headers.get("X-Seen"), await response.text()]).toEqual([201, "POST 4", '"ü"']);
});

test("syncs share one connection", async () => {
  const { server, url } = await serve((_, response) => response.end());
  let connections = 0;
  server.on("connection", () => (connections += 1));
  const fetch = httpFetch();
  for (let sync = 0; sync < 5; sync++) await fetch(url, request());
  expect(connections).toBe(1);
});

test("a kept connection that the server closed in the meantime costs no sync", async () => {
  let answered = 0;
  const { url } = await serve((incoming, response) => {
    // The second request on a connection meets a server that has just given it up.
    const { socket } = incoming as typeof incoming & { socket: { used?: boolean } };
    if (socket.used) return void socket.destroy();
    socket.used = true;
    answered += 1;
    response.end();
  });
  const fetch = httpFetch();
  for (let sync = 0; sync < 3; sync++) expect((await fetch(url, request())).status).toBe(200);
  expect(answered).toBe(3);
});

test("a redirect is not followed, so the key goes nowhere else", async () => {
  let elsewhere = 0;
  const other = await serve((_, response) => response.end(String(++elsewhere)));
  const { url } = await serve((_, response) => response.writeHead(307, { location: other.url }).end());
  expect((await httpFetch()(url, request())).status).toBe(307);
  expect(elsewhere).toBe(0);
});

test("an endless page is cut, not collected", async () => {
  const { url } = await serve((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  });
  const response = await httpFetch()(url, request());
  expect((await response.text()).length).toBeLessThan(300_000);
});

test("a call can be given up at any time", async () => {
  const { url } = await serve(() => {});
  const call = new AbortController();
  const waiting = httpFetch()(url, request(call.signal));
  setTimeout(() => call.abort(), 20);
  await expect(waiting).rejects.toThrow();
});

test("a proxy is used for other machines and not for this one", async () => {
  const seen: string[] = [];
  const proxy = await serve((incoming, response) => {
    seen.push(incoming.url ?? "");
    response.end("by proxy");
  });
  const { url } = await serve((_, response) => response.end("direct"));
  const environment = { HTTP_PROXY: proxy.url };
  const throughProxy = await httpFetch(environment)("http://excalibur.invalid/v1/sync", request());
  expect(await throughProxy.text()).toBe("by proxy");
  expect(await (await httpFetch(environment)(url, request())).text()).toBe("direct");
  expect(seen).toEqual(["http://excalibur.invalid/v1/sync"]);
});
