import { afterEach, expect, it } from "vitest";
import { startTestServer } from "../app-protocol/test-server.ts";
import { checkServer } from "./check-server.ts";

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function answering(body: string, status = 200) {
  const server = await startTestServer((_request, response) => void response.writeHead(status).end(body));
  servers.push(server);
  return server.origin;
}

const check = (url: string) => checkServer(url, fetch, () => performance.now());

it("knows Excalibur by its own answer", async () => {
  const url = await answering(
    '{"result":{"data":{"json":{"product":"excalibur","version":"0.1.0","serverTime":"2026-06-01"}}}}',
  );
  expect(await check(url)).toMatchObject({ kind: "ok", version: "0.1.0", overTls: false });
});

it("takes a proxy's page, plain text and another product for what they are", async () => {
  for (const body of [
    "<html>Welcome</html>",
    "It works!",
    '{"result":{"data":{"json":{"product":"other","version":"1"}}}}',
  ]) {
    expect(await check(await answering(body, 200))).toEqual({ kind: "notExcalibur", httpStatus: 200 });
  }
});

it("says why nothing answers", async () => {
  const server = await startTestServer(() => {});
  await server.close();
  expect(await check(server.origin)).toEqual({ kind: "unreachable", cause: "refused" });
  expect(await check("http://no-such-host.invalid")).toMatchObject({ kind: "unreachable" });
});

it("refuses what is no address before asking anyone", async () => {
  for (const typed of ["", "ftp://files.example.com", "http://", "https://user:pass@example.com", "not an address"]) {
    expect(await check(typed)).toEqual({ kind: "invalidAddress" });
  }
});
