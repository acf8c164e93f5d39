import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import { startTestServer } from "../app-protocol/test-server.ts";
import { testFolder } from "../files/test-folder.ts";
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

const check = (url: string) => checkServer(url, fetch, () => performance.now(), "0.1.3");

it("knows Excalibur by its own answer", async () => {
  const url = await answering(
    '{"result":{"data":{"json":{"product":"excalibur","version":"0.1.0","serverTime":"2026-06-01"}}}}',
  );
  expect(await check(url)).toMatchObject({ kind: "ok", version: "0.1.0", isMadeForThisApp: true, overTls: false });
});

it("distinguishes a server of another version from one of this app's version", async () => {
  const url = await answering('{"result":{"data":{"json":{"product":"excalibur","version":"2.0.0"}}}}');
  expect(await check(url)).toMatchObject({ kind: "ok", version: "2.0.0", isMadeForThisApp: false });
});

it("does not accept a server with an untrusted certificate", async () => {
  const folder = await testFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -keyout ${key} -out ${cert}`;
  const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  await promisify(execFile)("openssl", [...made.split(" "), ...name]);
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_request, response) => {
    response.end('{"result":{"data":{"json":{"product":"excalibur","version":"0.1.0"}}}}');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  servers.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const { port } = server.address() as AddressInfo;
  expect(await check(`https://localhost:${port}`)).toEqual({ kind: "unreachable", cause: "certificate" });
  // Asked for TLS, a server that speaks none is none either.
  expect(await check((await answering("{}")).replace("http:", "https:"))).toMatchObject({ kind: "unreachable" });
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
