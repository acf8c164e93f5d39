import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const ANSWER = JSON.stringify({
  executor: { id: "exe_01jzzzzzzzzzzzzzzzzzzzzzzz", name: "bench-1" },
  organization: { id: "org_01jzzzzzzzzzzzzzzzzzzzzzzz", slug: "bench" },
  key: { id: "key_01jzzzzzzzzzzzzzzzzzzzzzzz", expiresAt: null },
  serverTime: "2026-06-01T00:00:00.000Z",
  nextSyncInMs: 5000,
  instructions: [],
});

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(ANSWER) });
    response.end(ANSWER);
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`Bare is ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on("SIGTERM", () => process.exit(0));
