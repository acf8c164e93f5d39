import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeCertificate } from "../../../test/harness/make-certificate.ts";
import { readAllowedInside } from "./allowed-inside.ts";
import type { Resolve } from "./guard-address.ts";
import { createPostMessage } from "./post-message.ts";

/** The operator allows the first address, and not the second; the receiver listens on both. */
const [ALLOWED, INSIDE] = ["127.0.0.2", "127.0.0.1"];
const trusted = getCACertificates("default");
const { folder, cert, key } = makeCertificate("hooks.example.com");

let receiver: Server;
let connections = 0;
const names: unknown[] = [];
beforeAll(async () => {
  receiver = createServer({ cert, key }, (request, response) => {
    names.push((request.socket as TLSSocket).servername);
    response.writeHead(204).end();
  }).listen(0, "0.0.0.0");
  receiver.on("connection", () => (connections += 1));
  await once(receiver, "listening");
});
afterAll(async () => {
  receiver.close();
  receiver.closeAllConnections();
  setDefaultCACertificates(trusted);
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  connections = 0;
  names.length = 0;
  setDefaultCACertificates([...trusted, cert]);
});

/** Posts to a name that leads to one address after the other, a message to each. @returns the answers. */
async function postTo(host: string, ...addresses: readonly string[]): Promise<string[]> {
  const left = [...addresses];
  const resolve: Resolve = (_host, _options, callback) => {
    callback(null, [{ address: left.shift() ?? "", family: 4 }]);
  };
  const post = createPostMessage({ allowed: readAllowedInside([ALLOWED])!, version: "1.0.0", resolve });
  const answers: string[] = [];
  for (const _address of addresses) {
    const url = `https://${host}:${(receiver.address() as AddressInfo).port}/`;
    const { outcome, answer } = await post({ url, headers: {}, body: "{}" });
    answers.push(`${outcome}: ${answer}`);
  }
  return answers;
}

test("a message goes by TLS to the address that was judged, for the name of the channel", async () => {
  expect(await postTo("hooks.example.com", ALLOWED)).toEqual(["delivered: 204 No Content"]);
  expect(names).toEqual(["hooks.example.com"]);
});

test("a name that leads inside from the second message on gets no connection with it (DNS rebinding)", async () => {
  expect(await postTo("hooks.example.com", ALLOWED, INSIDE, ALLOWED)).toEqual([
    "delivered: 204 No Content",
    expect.stringMatching(/^refused: The address leads to this machine/),
    "delivered: 204 No Content",
  ]);
  expect(connections).toBe(2);
});

test("a receiver gets nothing whose certificate is another name's, or of an authority that is not trusted", async () => {
  expect(await postTo("other.example.com", ALLOWED)).toEqual([
    "try_again: The receiver's certificate is for another name.",
  ]);
  setDefaultCACertificates(trusted);
  expect(await postTo("hooks.example.com", ALLOWED)).toEqual([
    expect.stringMatching(/^try_again: The server does not trust the receiver's certificate\. .*NODE_EXTRA_CA_CERTS/),
  ]);
  expect(names).toEqual([]);
});
