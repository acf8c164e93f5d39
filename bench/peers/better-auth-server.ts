/**
 * better-auth's API key verification behind a bare `node:http`: nothing but reading the body, `verifyApiKey`, and an answer.
 *
 *   node better-auth-server.ts memory | file:/path/to.db | postgresql://…   [keys]
 *
 * Prints its keys, one a line, then `better-auth is ready at <url>`.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { getMigrations } from "better-auth/db/migration";
import Database from "better-sqlite3";
import pg from "pg";

const [where = "memory", keys = "1"] = process.argv.slice(2);
const CONNECTIONS = 12;

function openStore() {
  if (where === "memory") return memoryAdapter({ user: [], session: [], account: [], verification: [], apikey: [] });
  if (where.startsWith("file:")) {
    const database = new Database(where.slice("file:".length));
    // As our own server runs it.
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    return database;
  }
  return new pg.Pool({ connectionString: where, max: CONNECTIONS });
}

const auth = betterAuth({
  baseURL: "http://127.0.0.1",
  secret: "a secret for benchmarks that is long enough",
  database: openStore(),
  emailAndPassword: { enabled: true },
  logger: { disabled: true },
  telemetry: { enabled: false },
  // By default a key may be used ten times a day.
  plugins: [apiKey({ rateLimit: { enabled: false } })],
});

if (where !== "memory") await (await getMigrations(auth.options)).runMigrations();
const { user } = await auth.api.signUpEmail({
  body: { name: "Bench", email: `bench-${process.pid}@example.com`, password: "correct horse battery staple" },
});
for (let made = 0; made < Number(keys); made++) {
  const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: `key ${made}` } });
  console.log(key);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { key: string };
    void auth.api.verifyApiKey({ body }).then(({ valid }) => {
      const answer = JSON.stringify({ valid });
      response.writeHead(valid ? 200 : 401, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(answer),
      });
      response.end(answer);
    });
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`better-auth is ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on("SIGTERM", () => process.exit(0));
