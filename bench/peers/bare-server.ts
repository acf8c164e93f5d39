/** The least a server can do for the same bytes: read the body, answer what a sync answers, with the same headers. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const ANSWER = JSON.stringify({
  executor: { id: "exe_01jzzzzzzzzzzzzzzzzzzzzzzz", name: "bench-1" },
  organization: { id: "org_01jzzzzzzzzzzzzzzzzzzzzzzz", slug: "my-organization" },
  key: { id: "key_01jzzzzzzzzzzzzzzzzzzzzzzz", expiresAt: null },
  serverTime: "2026-06-01T00:00:00.000Z",
  nextSyncInMs: 5000,
  instructions: [],
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(ANSWER) });
    response.end(ANSWER);
  });
});
// As long as ours: who measures it may turn to another server meanwhile.
server.keepAliveTimeout = 72_000;
server.listen(0, "127.0.0.1", () => {
  console.log(`Bare is ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on("SIGTERM", () => process.exit(0));
